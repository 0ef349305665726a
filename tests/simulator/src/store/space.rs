//! Spaces and labels.

use super::{PageBody, Status, Store};
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

impl Store {
    /// Returns the space with a key; case does not matter.
    pub(crate) fn space_keyed(&self, key: &str) -> Option<&Space> {
        self.spaces().find(|space| space.key.eq_ignore_ascii_case(key))
    }

    /// Adds a space with a homepage and returns its id.
    pub(crate) fn create_space(&mut self, key: &str, name: &str, description: &str) -> u64 {
        let (id, created) = (self.id(), self.now());
        let body = PageBody::storage_of("<p></p>");
        let homepage = self.create_page(id, None, Status::Current, &format!("{name} Home"), body);
        let (key, name, description) = (key.to_owned(), name.to_owned(), description.to_owned());
        self.spaces.insert(id, Space { id, key, name, description, homepage, created });
        id
    }

    /// Changes what a space is called and described as.
    pub(crate) fn update_space(&mut self, id: u64, name: Option<&str>, description: Option<&str>) {
        self.now();
        let Some(space) = self.spaces.get_mut(&id) else { return };
        if let Some(name) = name {
            name.clone_into(&mut space.name);
        }
        if let Some(description) = description {
            description.clone_into(&mut space.description);
        }
    }

    /// Makes a page the homepage of a space.
    pub(crate) fn set_homepage(&mut self, id: u64, page: u64) {
        if let Some(space) = self.spaces.get_mut(&id) {
            space.homepage = page;
        }
    }

    /// Removes a space with all its content.
    pub(crate) fn delete_space(&mut self, id: u64) {
        let doomed: Vec<u64> = self.contents().filter(|page| page.space == id).map(|page| page.id).collect();
        for page in doomed {
            self.purge(page);
        }
        self.forget(id);
        self.spaces.remove(&id);
    }

    /// Puts a label on content or a space; one that it has stays as it is.
    pub(crate) fn add_label(&mut self, owner: u64, prefix: &str, name: &str) {
        let known = self.labels.values().find(|label| label.prefix == prefix && label.name == name);
        let id = if let Some(known) = known {
            known.id
        } else {
            let id = self.id();
            self.labels.insert(id, Label { id, prefix: prefix.to_owned(), name: name.to_owned() });
            id
        };
        self.now();
        let labels = self.label_ids_mut(owner);
        if !labels.contains(&id) {
            labels.push(id);
        }
    }

    /// Takes a label off content or a space and tells whether it was there.
    pub(crate) fn remove_label(&mut self, owner: u64, wanted: impl Fn(&Label) -> bool) -> bool {
        let Some(id) = self.labels_of(owner).find(|label| wanted(label)).map(|label| label.id) else { return false };
        self.now();
        self.label_ids_mut(owner).retain(|known| *known != id);
        true
    }

    /// Returns the labels of content or a space in the order in which they were added.
    pub(crate) fn labels_of(&self, owner: u64) -> impl Iterator<Item = &Label> {
        let ids = match self.pages.get(&owner) {
            Some(page) => Some(&page.labels),
            None => self.facets.labels.get(&owner),
        };
        ids.into_iter().flatten().filter_map(|id| self.labels.get(id))
    }

    /// Returns all labels in the order of their ids.
    pub(crate) fn all_labels(&self) -> impl Iterator<Item = &Label> {
        self.labels.values()
    }

    /// Returns a label.
    pub(crate) fn label(&self, id: u64) -> Option<&Label> {
        self.labels.get(&id)
    }

    fn label_ids_mut(&mut self, owner: u64) -> &mut Vec<u64> {
        match self.pages.get_mut(&owner) {
            Some(page) => &mut page.labels,
            None => self.facets.labels.entry(owner).or_default(),
        }
    }
}
