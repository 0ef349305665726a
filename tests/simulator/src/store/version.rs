//! The versions of whatever has some.

use super::{Kind, PageBody, Store};
use crate::clock::Stamp;

/// Is one version of a page, a comment, an attachment and so on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Version<'a> {
    pub(crate) number: u32,
    pub(crate) title: &'a str,
    /// The text; attachments have none.
    pub(crate) body: Option<&'a PageBody>,
    pub(crate) message: &'a str,
    pub(crate) minor_edit: bool,
    pub(crate) at: Stamp,
}

impl Store {
    /// Returns all versions, newest first.
    pub(crate) fn versions(&self, kind: Kind, id: u64) -> Vec<Version<'_>> {
        let mut versions: Vec<Version<'_>> = match kind {
            Kind::Space => Vec::new(),
            Kind::Attachment => self.attachment(id).map_or_else(Vec::new, |attachment| {
                let versions = attachment.revisions().map(|revision| Version {
                    number: revision.number,
                    title: &attachment.title,
                    body: None,
                    message: &revision.comment,
                    minor_edit: revision.minor_edit,
                    at: revision.at,
                });
                versions.collect()
            }),
            Kind::FooterComment | Kind::InlineComment | Kind::Comment => self.comment_versions(id),
            _ => self.content(id).map_or_else(Vec::new, |page| {
                let versions = page.history.iter().chain([&page.latest]).map(|revision| Version {
                    number: revision.number,
                    title: &revision.title,
                    body: Some(&revision.body),
                    message: &revision.message,
                    minor_edit: false,
                    at: revision.at,
                });
                versions.collect()
            }),
        };
        versions.reverse();
        versions
    }

    fn comment_versions(&self, id: u64) -> Vec<Version<'_>> {
        let Some(comment) = self.comment(id) else { return Vec::new() };
        let before = comment.history.iter().map(|revision| Version {
            number: revision.number,
            title: "",
            body: Some(&revision.body),
            message: &revision.message,
            minor_edit: false,
            at: revision.at,
        });
        let latest = Version {
            number: comment.number,
            title: "",
            body: Some(&comment.body),
            message: &comment.message,
            minor_edit: false,
            at: comment.at,
        };
        before.chain([latest]).collect()
    }
}
