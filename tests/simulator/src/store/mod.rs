//! What the simulated site holds.

mod access;
mod administration;
mod attachment;
mod blob;
mod comment;
mod copy;
mod facets;
mod kind;
mod page;
mod property;
mod seed;
mod space;
mod subject;
mod task;
mod version;

use std::collections::{BTreeMap, HashMap};

use crate::clock::{Clock, Stamp};

pub(crate) use access::{Assignment, PERMISSIONS, Role};
pub(crate) use administration::{
    AdminKey, Conversion, CopiedFacets, Entity, Group, Job, LongTask, PageCopy, Relation, Template,
};
pub(crate) use attachment::{Attachment, AttachmentRevision, NewFile};
pub(crate) use blob::{Blob, BlobReader, Spool};
pub(crate) use comment::{Comment, Inline, NewComment, Resolution};
pub(crate) use facets::{ContentState, Restriction, Subject, Watched};
pub(crate) use kind::Kind;
pub(crate) use page::{Format, NewContent, Page, PageBody, Revision, Status};
pub(crate) use property::Property;
pub(crate) use seed::filler;
pub(crate) use space::{Label, Space};
pub(crate) use task::Task;
pub(crate) use version::Version;

/// The account id of the one user; every write is theirs.
pub(crate) const ACCOUNT_ID: &str = "712020:00000000-0000-4000-8000-000000000001";
/// The name of the one user.
pub(crate) const DISPLAY_NAME: &str = "Example User";

/// Holds all content of the site; every change passes through its methods.
#[derive(Debug)]
pub(crate) struct Store {
    spaces: BTreeMap<u64, Space>,
    pages: BTreeMap<u64, Page>,
    comments: BTreeMap<u64, Comment>,
    attachments: BTreeMap<u64, Attachment>,
    labels: BTreeMap<u64, Label>,
    /// Who holds a title in a space: pages that are current or archived, by lower-case title.
    titles: HashMap<(u64, String), u64>,
    /// What hangs on content and spaces apart from their text.
    facets: facets::Facets,
    /// What belongs to the site as a whole.
    administration: administration::Administration,
    /// Writes before this moment are in the index of searches; absent if all are.
    horizon: Option<Stamp>,
    next_id: u64,
    clock: Clock,
}

impl Store {
    /// Returns all spaces in the order of their ids.
    pub(crate) fn spaces(&self) -> impl Iterator<Item = &Space> {
        self.spaces.values()
    }

    /// Returns a space.
    pub(crate) fn space(&self, id: u64) -> Option<&Space> {
        self.spaces.get(&id)
    }

    /// Returns all pages, drafts and trash too, in the order of their ids.
    pub(crate) fn pages(&self) -> impl Iterator<Item = &Page> {
        self.contents().filter(|page| page.kind == Kind::Page)
    }

    /// Returns a page, whatever its status.
    pub(crate) fn page(&self, id: u64) -> Option<&Page> {
        self.content(id).filter(|page| page.kind == Kind::Page)
    }

    /// Returns pages and all content that is kept like them, in the order of their ids.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &Page> {
        self.pages.values()
    }

    /// Returns a page or content that is kept like one, whatever its status.
    pub(crate) fn content(&self, id: u64) -> Option<&Page> {
        self.pages.get(&id)
    }

    /// Returns the key of a page's space.
    pub(crate) fn space_key(&self, page: &Page) -> &str {
        self.spaces.get(&page.space).map_or("", |space| space.key.as_str())
    }

    /// Returns the pages right below a page that are current or archived.
    pub(crate) fn children(&self, parent: u64) -> impl Iterator<Item = &Page> {
        self.pages().filter(move |page| page.parent == Some(parent) && page.status.is_listed())
    }

    /// Tells whether a page is somewhere below another.
    pub(crate) fn is_below(&self, page: &Page, ancestor: u64) -> bool {
        let mut parent = page.parent;
        while let Some(id) = parent {
            if id == ancestor {
                return true;
            }
            parent = self.content(id).and_then(|page| page.parent);
        }
        false
    }

    /// Returns all comments in the order of their ids.
    pub(crate) fn comments(&self) -> impl Iterator<Item = &Comment> {
        self.comments.values()
    }

    /// Returns a comment.
    pub(crate) fn comment(&self, id: u64) -> Option<&Comment> {
        self.comments.get(&id)
    }

    /// Returns all attachments in the order of their ids.
    pub(crate) fn attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.attachments.values()
    }

    /// Returns an attachment by the number in its id.
    pub(crate) fn attachment(&self, id: u64) -> Option<&Attachment> {
        self.attachments.get(&id)
    }

    /// Returns the labels of a page in the order in which they were added.
    pub(crate) fn labels<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = &'a Label> {
        page.labels.iter().filter_map(|id| self.labels.get(id))
    }

    /// Returns when the next write will happen.
    pub(crate) fn time(&self) -> Stamp {
        self.clock.time()
    }

    /// Returns up to when writes are in the index of searches; absent if all are.
    pub(crate) fn horizon(&self) -> Option<Stamp> {
        self.horizon
    }

    /// Lets the index of searches fall behind from now on, or catch up.
    pub(crate) fn hold_index(&mut self, hold: bool) {
        self.horizon = hold.then(|| self.clock.time());
    }

    fn id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    fn now(&mut self) -> Stamp {
        self.clock.tick()
    }
}
