//! Labels, shared by all that carry them.

use std::collections::BTreeMap;

use super::Instance;
use crate::clock::Stamp;

/// Is a label.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    pub(crate) id: u64,
    /// `global`, `my` or `team`.
    pub(crate) prefix: String,
    pub(crate) name: String,
    /// The key of the user who used it first.
    pub(crate) owner: String,
}

/// Is a label on something, since when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Labelling {
    pub(crate) label: u64,
    pub(crate) since: Stamp,
}

impl Instance {
    /// Returns the id of a label, which is made if there is none.
    pub(crate) fn label(&mut self, prefix: &str, name: &str, owner: &str) -> u64 {
        let known = self.labels.values().find(|label| label.prefix == prefix && label.name == name);
        if let Some(known) = known {
            return known.id;
        }
        let id = self.id();
        let label = Label { id, prefix: prefix.to_owned(), name: name.to_owned(), owner: owner.to_owned() };
        self.labels.insert(id, label);
        id
    }

    /// Puts a label on content; one that it has stays as it is.
    pub(crate) fn label_content(&mut self, content: u64, label: u64) {
        let since = self.now();
        if let Some(content) = self.content.get_mut(&content)
            && !content.labels.iter().any(|labelling| labelling.label == label)
        {
            content.labels.push(Labelling { label, since });
        }
    }

    /// Returns the labels of content in the order in which they were added.
    pub(crate) fn labels_of(&self, labels: &[Labelling]) -> Vec<&Label> {
        labels.iter().filter_map(|labelling| self.labels.get(&labelling.label)).collect()
    }

    /// Counts how often each global label is used on content that a user sees, and when last.
    pub(crate) fn label_uses(&self, user: &str, space: Option<u64>) -> BTreeMap<u64, (usize, Stamp)> {
        let mut counts: BTreeMap<u64, (usize, Stamp)> = BTreeMap::new();
        let listed = self.content.values().filter(|content| space.is_none_or(|space| content.space == space));
        for content in listed.filter(|content| content.is_current() && self.views(user, content)) {
            for labelling in &content.labels {
                let global = self.labels.get(&labelling.label).is_some_and(|label| label.prefix == "global");
                if global {
                    let entry = counts.entry(labelling.label).or_insert((0, labelling.since));
                    entry.0 += 1;
                    entry.1 = entry.1.max(labelling.since);
                }
            }
        }
        counts
    }
}
