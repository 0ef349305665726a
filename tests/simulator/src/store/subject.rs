//! Finding things by kind and id, and the tree in which they stand.

use super::{Kind, Page, Status, Store};

impl Store {
    /// Tells whether there is a thing of this kind with this id, whatever its status.
    pub(crate) fn has(&self, kind: Kind, id: u64) -> bool {
        match kind {
            Kind::Space => self.space(id).is_some(),
            Kind::Attachment => self.attachment(id).is_some(),
            Kind::Comment => self.comment(id).is_some(),
            Kind::FooterComment => self.comment(id).is_some_and(|comment| comment.inline.is_none()),
            Kind::InlineComment => self.comment(id).is_some_and(|comment| comment.inline.is_some()),
            _ => self.content_of(kind, id).is_some(),
        }
    }

    /// Returns content that is kept like pages, if it is of this kind.
    pub(crate) fn content_of(&self, kind: Kind, id: u64) -> Option<&Page> {
        self.content(id).filter(|page| page.kind == kind)
    }

    /// Tells what kind of content has an id.
    pub(crate) fn kind_of(&self, id: u64) -> Option<Kind> {
        let comment = || {
            self.comment(id)
                .map(|comment| if comment.inline.is_some() { Kind::InlineComment } else { Kind::FooterComment })
        };
        let content = self.content(id).map(|page| page.kind);
        content.or_else(comment).or_else(|| self.attachment(id).map(|_| Kind::Attachment))
    }

    /// Returns what stands right below something in the tree, in the order of positions.
    pub(crate) fn branches(&self, parent: u64) -> Vec<&Page> {
        self.placed(|page| page.parent == Some(parent))
    }

    /// Returns what stands at the root of a space's tree, in the order of positions.
    pub(crate) fn roots(&self, space: u64) -> Vec<&Page> {
        self.placed(|page| page.space == space && page.parent.is_none())
    }

    fn placed(&self, wanted: impl Fn(&Page) -> bool) -> Vec<&Page> {
        let found = self.contents().filter(|page| page.kind.is_in_tree() && page.status.is_listed() && wanted(page));
        let mut branches: Vec<&Page> = found.collect();
        branches.sort_by_key(|page| (page.position, page.id));
        branches
    }

    /// Returns what stands above something in the tree, from the top down.
    pub(crate) fn ancestors(&self, id: u64) -> Vec<&Page> {
        let mut above = Vec::new();
        let mut parent = self.content(id).and_then(|page| page.parent);
        while let Some(page) = parent.and_then(|id| self.content(id)) {
            above.push(page);
            parent = page.parent;
        }
        above.reverse();
        above
    }

    /// Returns what stands below something, level by level, each with its depth from 1 on.
    pub(crate) fn descendants(&self, id: u64, deepest: u64) -> Vec<(&Page, u64)> {
        let mut found = Vec::new();
        let mut level = vec![id];
        for depth in 1..=deepest {
            let next: Vec<&Page> = level.iter().flat_map(|id| self.branches(*id)).collect();
            level = next.iter().map(|page| page.id).collect();
            found.extend(next.into_iter().map(|page| (page, depth)));
        }
        found
    }

    /// Tells whether something may have attachments and comments added.
    pub(crate) fn is_open(&self, id: u64) -> bool {
        self.content(id).is_some_and(|page| !matches!(page.status, Status::Trashed | Status::Draft))
    }
}
