//! Which content is where, and who sees it.

use super::{Allowed, Content, Instance, Kind, Operation, Status};

impl Instance {
    /// Returns the pages above a page, or the comments above a comment, from the root on.
    pub(crate) fn ancestors(&self, content: &Content) -> Vec<&Content> {
        let mut ancestors = Vec::new();
        let mut parent = content.parent;
        while let Some(found) = parent.and_then(|id| self.content.get(&id)) {
            ancestors.push(found);
            parent = found.parent;
        }
        ancestors.reverse();
        ancestors
    }

    /// Returns the ids of what is above a page or a comment, from the root on.
    pub(crate) fn ancestor_ids(&self, content: &Content) -> Vec<u64> {
        self.ancestors(content).into_iter().map(|ancestor| ancestor.id).collect()
    }

    /// Returns the content to which comments and attachments belong, or the content itself.
    pub(crate) fn holder<'a>(&'a self, content: &'a Content) -> &'a Content {
        content.container.and_then(|id| self.content.get(&id)).unwrap_or(content)
    }

    /// Returns the current children of one type, by position and id; comments on content are its root comments.
    pub(crate) fn children(&self, of: &Content, kind: Kind) -> Vec<&Content> {
        let mut children: Vec<&Content> = self
            .content
            .values()
            .filter(|child| child.kind == kind && child.is_current())
            .filter(|child| match (kind, of.kind) {
                (Kind::Page, Kind::Page) | (Kind::Comment, Kind::Comment) => child.parent == Some(of.id),
                (Kind::Comment, _) => child.container == Some(of.id) && child.parent.is_none(),
                (Kind::Attachment, _) => child.container == Some(of.id),
                _ => false,
            })
            .collect();
        children.sort_by_key(|child| (child.position.unwrap_or(u32::MAX), child.id));
        children
    }

    /// Returns all current comments on content.
    pub(crate) fn comments(&self, of: &Content) -> Vec<&Content> {
        let comments = self.content.values().filter(|content| content.kind == Kind::Comment && content.is_current());
        comments.filter(|comment| comment.container == Some(of.id)).collect()
    }

    /// Tells whether a user sees content: the space is open, and no restriction on it or above it is in the way.
    pub(crate) fn views(&self, user: &str, content: &Content) -> bool {
        let holder = self.holder(content);
        // What belongs to trash is gone until that comes back.
        let there = holder.id == content.id || holder.status != Status::Trashed;
        there
            && self.spaces.get(&content.space).is_some_and(|space| self.sees(user, space))
            && self.passes(user, holder, Operation::Read)
            && (holder.kind != Kind::Page
                || self.ancestors(holder).into_iter().all(|page| self.passes(user, page, Operation::Read)))
    }

    /// Tells whether a user may change content that is seen.
    pub(crate) fn edits(&self, user: &str, content: &Content) -> bool {
        let holder = self.holder(content);
        let operation = match holder.kind {
            Kind::BlogPost => ("blogpost", "create"),
            _ => ("page", "create"),
        };
        self.spaces.get(&content.space).is_some_and(|space| self.may(user, space, operation))
            && self.passes(user, holder, Operation::Update)
    }

    fn passes(&self, user: &str, content: &Content, operation: Operation) -> bool {
        content.restrictions.get(&operation).is_none_or(|allowed| self.is_allowed(user, allowed))
    }

    /// Tells whether restrictions let a user through.
    pub(crate) fn is_allowed(&self, user: &str, allowed: &Allowed) -> bool {
        allowed.users.is_empty() && allowed.groups.is_empty()
            || allowed.users.contains(user)
            || allowed.groups.iter().any(|group| self.is_member(user, group))
    }
}
