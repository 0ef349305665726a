//! Relations between users, spaces and content.

use crate::clock::Stamp;
use crate::store::Store;

/// Names one end of a relation: its type and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entity {
    /// `user`, `space` or `content`.
    pub(crate) kind: String,
    /// An account id, a space's key or a content's id.
    pub(crate) key: String,
}

/// Is a relation.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    pub(crate) name: String,
    pub(crate) source: Entity,
    pub(crate) target: Entity,
    pub(crate) created: Stamp,
}

impl Store {
    /// Returns all relations in the order in which they came to be.
    pub(crate) fn relations(&self) -> &[Relation] {
        &self.administration.relations
    }

    /// Relates two things; what is related stays so.
    pub(crate) fn relate(&mut self, name: &str, source: Entity, target: Entity) -> Relation {
        let created = self.now();
        let same = |known: &&Relation| known.name == name && known.source == source && known.target == target;
        if let Some(known) = self.relations().iter().find(same) {
            return known.clone();
        }
        let relation = Relation { name: name.to_owned(), source, target, created };
        self.administration.relations.push(relation.clone());
        relation
    }

    /// Ends a relation and tells whether there was one.
    pub(crate) fn unrelate(&mut self, name: &str, source: &Entity, target: &Entity) -> bool {
        let relations = &mut self.administration.relations;
        let before = relations.len();
        relations.retain(|known| known.name != name || known.source != *source || known.target != *target);
        relations.len() < before
    }
}
