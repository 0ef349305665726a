//! Restrictions: who alone may read or update some content.

use crate::store::Store;

/// Names somebody who is let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A user by account id.
    User(String),
    /// A group by id.
    Group(String),
}

/// Lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Restriction {
    /// `read` or `update`.
    pub(crate) operation: String,
    pub(crate) subject: Subject,
}

impl Store {
    /// Returns the restrictions of some content; without any nobody is shut out.
    pub(crate) fn restrictions(&self, content: u64) -> &[Restriction] {
        self.facets.restrictions.get(&content).map_or(&[], Vec::as_slice)
    }

    /// Adds a restriction; one that is there stays as it is.
    pub(crate) fn restrict(&mut self, content: u64, restriction: Restriction) {
        self.now();
        let known = self.facets.restrictions.entry(content).or_default();
        if !known.contains(&restriction) {
            known.push(restriction);
        }
    }

    /// Removes restrictions and tells whether there were any.
    pub(crate) fn unrestrict(&mut self, content: u64, doomed: impl Fn(&Restriction) -> bool) -> bool {
        self.now();
        let Some(known) = self.facets.restrictions.get_mut(&content) else { return false };
        let before = known.len();
        known.retain(|restriction| !doomed(restriction));
        known.len() < before
    }
}
