//! What hangs on content and spaces apart from their text.

mod restrictions;
mod states;
mod watches;

use std::collections::{BTreeMap, BTreeSet};

use super::access::Rights;
use super::{Kind, Property, Store, Task};
use crate::clock::Stamp;

pub(crate) use restrictions::{Restriction, Subject};
pub(crate) use states::ContentState;
pub(crate) use watches::Watched;

/// Holds all of it, by the id of its owner.
#[derive(Debug, Default)]
pub(super) struct Facets {
    pub(super) properties: BTreeMap<u64, Vec<Property>>,
    /// The ids of labels on what is no page.
    pub(super) labels: BTreeMap<u64, Vec<u64>>,
    /// The account ids of those who like it.
    pub(super) likes: BTreeMap<u64, Vec<String>>,
    /// The id of its classification level.
    pub(super) levels: BTreeMap<u64, String>,
    pub(super) tasks: Vec<Task>,
    pub(super) rights: Rights,
    restrictions: BTreeMap<u64, Vec<Restriction>>,
    states: BTreeMap<u64, (ContentState, Stamp)>,
    custom_states: Vec<ContentState>,
    /// What is watched, with the account id of whoever does.
    watches: BTreeSet<(Watched, String)>,
    /// The account ids of those who have seen some content, and when.
    views: BTreeMap<u64, Vec<(String, Stamp)>>,
}

impl Store {
    /// Returns the account ids of those who like something.
    pub(crate) fn likes(&self, owner: u64) -> &[String] {
        self.facets.likes.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// Lets an account like something once, and tells whether it is there to be liked.
    pub(crate) fn like(&mut self, owner: u64, account: &str) -> bool {
        let there = Kind::ALL.into_iter().any(|kind| kind != Kind::Space && self.has(kind, owner));
        let likes = self.facets.likes.entry(owner).or_default();
        if there && !likes.iter().any(|known| known == account) {
            likes.push(account.to_owned());
        }
        there
    }

    /// Returns the id of the classification level that was set for something.
    pub(crate) fn level(&self, owner: u64) -> Option<&str> {
        self.facets.levels.get(&owner).map(String::as_str)
    }

    /// Sets or takes away a classification level.
    pub(crate) fn classify(&mut self, owner: u64, level: Option<&str>) {
        self.now();
        match level {
            Some(level) => self.facets.levels.insert(owner, level.to_owned()),
            None => self.facets.levels.remove(&owner),
        };
    }

    /// Drops all that hangs on something that is gone.
    pub(super) fn forget(&mut self, owner: u64) {
        let facets = &mut self.facets;
        facets.properties.remove(&owner);
        facets.labels.remove(&owner);
        facets.likes.remove(&owner);
        facets.levels.remove(&owner);
        facets.restrictions.remove(&owner);
        facets.states.remove(&owner);
        facets.views.remove(&owner);
        facets.tasks.retain(|task| task.content != owner);
    }
}
