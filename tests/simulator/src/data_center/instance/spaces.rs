//! Spaces.

use std::collections::{BTreeMap, BTreeSet};

use super::{Grant, Instance, Kind, NewContent, Property, SPACE, SpaceColors, Status, Subject, USERS, grant};
use crate::clock::Stamp;

/// Is the type of a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpaceKind {
    Global,
    Personal,
}

impl SpaceKind {
    /// Returns the type as the API spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Personal => "personal",
        }
    }
}

/// Is a space.
#[derive(Debug)]
pub(crate) struct Space {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) name: String,
    /// The description as plain text.
    pub(crate) description: String,
    pub(crate) kind: SpaceKind,
    pub(crate) archived: bool,
    pub(crate) homepage: Option<u64>,
    pub(crate) created: Stamp,
    /// The keys of the users who made and last changed it.
    pub(crate) creator: String,
    pub(crate) modified: Stamp,
    pub(crate) modifier: String,
    /// The ids of its labels, which are its categories.
    pub(crate) labels: BTreeSet<u64>,
    pub(crate) properties: BTreeMap<String, Property>,
    /// Who watches, by key, and which types of content; none means the whole space.
    pub(crate) watchers: BTreeMap<String, BTreeSet<String>>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) colors: SpaceColors,
}

impl Space {
    /// Returns the status as the API spells it.
    pub(crate) fn status(&self) -> &'static str {
        if self.archived { "archived" } else { "current" }
    }
}

impl Instance {
    /// Finds a space by its key; case does not matter.
    pub(crate) fn space_keyed(&self, key: &str) -> Option<&Space> {
        self.spaces.values().find(|space| space.key.eq_ignore_ascii_case(key))
    }

    /// Adds a space with a homepage, open to everybody with a licence unless it is private, and returns its id.
    pub(crate) fn add_space(
        &mut self,
        (key, name, description): (&str, &str, &str),
        kind: SpaceKind,
        private: bool,
        by: &str,
    ) -> u64 {
        let id = self.id();
        self.add_space_with(id, (key, name, description), &format!("{name} Home"), kind, private, by);
        id
    }

    /// Adds a space whose id and homepage are named.
    pub(super) fn add_space_with(
        &mut self,
        id: u64,
        (key, name, description): (&str, &str, &str),
        home: &str,
        kind: SpaceKind,
        private: bool,
        by: &str,
    ) {
        let created = self.now();
        let mut grants = Vec::new();
        grant(&mut grants, &Subject::User(by.to_owned()), SPACE);
        if !private {
            // Which rights a new space gives to whom is an administrator's matter; all but ruling it is a guess.
            let most: Vec<_> = SPACE.iter().copied().filter(|pair| *pair != ("space", "administer")).collect();
            grant(&mut grants, &Subject::Group(USERS.to_owned()), &most);
        }
        let space = Space {
            id,
            key: key.to_owned(),
            name: name.to_owned(),
            description: description.to_owned(),
            kind,
            archived: false,
            homepage: None,
            created,
            creator: by.to_owned(),
            modified: created,
            modifier: by.to_owned(),
            labels: BTreeSet::new(),
            properties: BTreeMap::new(),
            watchers: BTreeMap::new(),
            grants,
            colors: SpaceColors::default(),
        };
        self.spaces.insert(id, space);
        let body = format!("<p>Welcome to the space {name}.</p>");
        let page = NewContent::page(id, home, &body, by);
        let homepage = self.create(page, Kind::Page, Status::Current);
        if let Some(space) = self.spaces.get_mut(&id) {
            space.homepage = Some(homepage);
        }
    }

    /// Removes a space with all its content.
    pub(crate) fn remove_space(&mut self, id: u64) {
        self.content.retain(|_, content| content.space != id);
        self.forget_titles(id);
        self.spaces.remove(&id);
        self.now();
    }
}
