//! Attachments and their versions.

use std::sync::Arc;

use super::{Blob, Store};
use crate::clock::Stamp;

/// Is an attachment with all its versions.
#[derive(Debug)]
pub(crate) struct Attachment {
    /// The number in its id: 7 stands for `att7`.
    pub(crate) id: u64,
    /// The page or other content to which it is attached.
    pub(crate) page: u64,
    pub(crate) trashed: bool,
    pub(crate) title: String,
    pub(crate) created: Stamp,
    pub(crate) latest: AttachmentRevision,
    /// The versions before the latest, oldest first.
    pub(crate) history: Vec<AttachmentRevision>,
}

/// Is one version of an attachment.
#[derive(Debug, Clone)]
pub(crate) struct AttachmentRevision {
    /// The version's number, from 1 on.
    pub(crate) number: u32,
    /// Names the content at the media host: a UUID.
    pub(crate) file_id: String,
    pub(crate) media_type: String,
    pub(crate) comment: String,
    pub(crate) minor_edit: bool,
    pub(crate) at: Stamp,
    pub(crate) content: Arc<Blob>,
}

/// Is an uploaded file before it is attached.
#[derive(Debug)]
pub(crate) struct NewFile {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) content: Arc<Blob>,
}

impl Attachment {
    /// Returns the status as the API spells it.
    pub(crate) fn status(&self) -> &'static str {
        if self.trashed { "trashed" } else { "current" }
    }

    /// Returns a version of the attachment.
    pub(crate) fn revision(&self, number: u64) -> Option<&AttachmentRevision> {
        self.revisions().find(|revision| u64::from(revision.number) == number)
    }

    /// Returns all versions, oldest first.
    pub(crate) fn revisions(&self) -> impl Iterator<Item = &AttachmentRevision> {
        self.history.iter().chain([&self.latest])
    }
}

impl Store {
    /// Returns the attachment of a page that has this name.
    pub(crate) fn attachment_named(&self, page: u64, name: &str) -> Option<&Attachment> {
        self.attachments
            .values()
            .find(|attachment| attachment.page == page && !attachment.trashed && attachment.title == name)
    }

    /// Attaches a file to a page and returns the attachment's number.
    pub(crate) fn attach(&mut self, page: u64, file: NewFile, comment: &str, minor_edit: bool) -> u64 {
        let id = self.id();
        let title = file.name.clone();
        let latest = self.revision_of(1, file, comment, minor_edit);
        let created = latest.at;
        self.attachments
            .insert(id, Attachment { id, page, trashed: false, title, created, latest, history: Vec::new() });
        id
    }

    /// Adds a version to an attachment, whose name stays.
    pub(crate) fn attach_again(&mut self, id: u64, file: NewFile, comment: &str, minor_edit: bool) {
        let Some(number) = self.attachments.get(&id).map(|attachment| attachment.latest.number + 1) else {
            return;
        };
        let latest = self.revision_of(number, file, comment, minor_edit);
        if let Some(attachment) = self.attachments.get_mut(&id) {
            let before = std::mem::replace(&mut attachment.latest, latest);
            attachment.history.push(before);
        }
    }

    /// Renames an attachment, gives it another comment or media type, or moves it to other content.
    pub(crate) fn change_attachment(&mut self, id: u64, change: impl FnOnce(&mut Attachment)) {
        self.now();
        if let Some(attachment) = self.attachments.get_mut(&id) {
            change(attachment);
        }
    }

    /// Puts an attachment into the trash, or removes it for good from there.
    pub(crate) fn delete_attachment(&mut self, id: u64, purge: bool) {
        self.now();
        if purge {
            self.attachments.remove(&id);
            self.forget(id);
        } else if let Some(attachment) = self.attachments.get_mut(&id) {
            attachment.trashed = true;
        }
    }

    /// Finds the content that the media host serves under a file id.
    pub(crate) fn file(&self, file_id: &str) -> Option<(&Attachment, &AttachmentRevision)> {
        self.attachments.values().find_map(|attachment| {
            let revision = attachment.revisions().find(|revision| revision.file_id == file_id)?;
            Some((attachment, revision))
        })
    }

    fn revision_of(&mut self, number: u32, file: NewFile, comment: &str, minor_edit: bool) -> AttachmentRevision {
        let serial = self.id();
        AttachmentRevision {
            number,
            file_id: format!("00000000-0000-4000-8000-{serial:012x}"),
            media_type: file.media_type,
            comment: comment.to_owned(),
            minor_edit,
            at: self.now(),
            content: file.content,
        }
    }
}
