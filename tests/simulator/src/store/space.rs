//! Spaces, labels and comments.

use super::{PageBody, Store};
use crate::clock::Stamp;

/// Is a space; the simulator has global ones only.
#[derive(Debug)]
pub(crate) struct Space {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) homepage: u64,
    pub(crate) created: Stamp,
}

/// Is a label, shared by all pages that carry it.
#[derive(Debug)]
pub(crate) struct Label {
    pub(crate) id: u64,
    pub(crate) prefix: String,
    pub(crate) name: String,
}

/// Is a footer comment or a reply to one.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) page: u64,
    /// The comment that this one answers.
    pub(crate) parent: Option<u64>,
    pub(crate) body: PageBody,
    pub(crate) created: Stamp,
}

impl Store {
    /// Adds a comment and returns its id.
    pub(crate) fn add_comment(&mut self, page: u64, parent: Option<u64>, body: PageBody) -> u64 {
        let (id, created) = (self.id(), self.now());
        self.comments.insert(id, Comment { id, page, parent, body, created });
        id
    }

    /// Puts a label on a page; one that it has stays as it is.
    pub(crate) fn add_label(&mut self, page: u64, prefix: &str, name: &str) {
        let known = self.labels.values().find(|label| label.prefix == prefix && label.name == name);
        let id = if let Some(known) = known {
            known.id
        } else {
            let id = self.id();
            self.labels.insert(id, Label { id, prefix: prefix.to_owned(), name: name.to_owned() });
            id
        };
        self.now();
        if let Some(page) = self.pages.get_mut(&page)
            && !page.labels.contains(&id)
        {
            page.labels.push(id);
        }
    }
}
