//! Pages, blog posts, comments and attachments, which are all content with versions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Instance, Labelling, Property};
use crate::clock::Stamp;
use crate::markup;
use crate::store::Blob;

/// Is the type of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    BlogPost,
    Comment,
    Attachment,
}

impl Kind {
    /// Finds the type that the API spells so.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::Page, Self::BlogPost, Self::Comment, Self::Attachment].into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the type as the API spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::BlogPost => "blogpost",
            Self::Comment => "comment",
            Self::Attachment => "attachment",
        }
    }

    /// Tells whether deleted content of this type waits in the trash.
    pub(crate) fn is_trashable(self) -> bool {
        self != Self::Comment
    }
}

/// Is the status of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Current,
    Draft,
    Trashed,
}

impl Status {
    /// Returns the status as the API spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Draft => "draft",
            Self::Trashed => "trashed",
        }
    }
}

/// Is an operation that restrictions limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Operation {
    Read,
    Update,
}

impl Operation {
    /// Lists the operations.
    pub(crate) const ALL: [Self; 2] = [Self::Read, Self::Update];

    /// Returns the operation as the API spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Update => "update",
        }
    }
}

/// Is who is let through by the restrictions of one operation; nobody means everybody.
#[derive(Debug, Clone, Default)]
pub(crate) struct Allowed {
    /// Keys of users.
    pub(crate) users: BTreeSet<String>,
    /// Names of groups.
    pub(crate) groups: BTreeSet<String>,
}

/// Is the file of one version of an attachment.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) media_type: String,
    pub(crate) bytes: Arc<Blob>,
}

/// Is one version of content.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    /// The version's number, from 1 on.
    pub(crate) number: u32,
    pub(crate) title: String,
    /// The body as storage.
    pub(crate) body: String,
    /// The message of the version; of attachments, the comment.
    pub(crate) message: String,
    pub(crate) minor_edit: bool,
    pub(crate) at: Stamp,
    /// The key of the user who wrote it.
    pub(crate) by: String,
    pub(crate) file: Option<File>,
}

/// Is content with all its versions.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) id: u64,
    pub(crate) kind: Kind,
    pub(crate) status: Status,
    pub(crate) space: u64,
    /// The content to which a comment or an attachment belongs.
    pub(crate) container: Option<u64>,
    /// The page above a page, or the comment that a comment answers.
    pub(crate) parent: Option<u64>,
    /// The place among its siblings, if somebody set one.
    pub(crate) position: Option<u32>,
    pub(crate) created: Stamp,
    /// The key of the user who made it.
    pub(crate) creator: String,
    pub(crate) latest: Version,
    /// The versions before the latest, oldest first.
    pub(crate) history: Vec<Version>,
    /// Title and body of the unpublished changes to published content.
    pub(crate) draft: Option<(String, String)>,
    pub(crate) labels: Vec<Labelling>,
    pub(crate) properties: BTreeMap<String, Property>,
    pub(crate) restrictions: BTreeMap<Operation, Allowed>,
    /// The keys of the users who watch.
    pub(crate) watchers: BTreeSet<String>,
}

impl Content {
    /// Returns a version.
    pub(crate) fn version(&self, number: u64) -> Option<&Version> {
        self.history.iter().chain([&self.latest]).find(|version| u64::from(version.number) == number)
    }

    /// Tells whether lists show it by default.
    pub(crate) fn is_current(&self) -> bool {
        self.status == Status::Current
    }

    /// Returns the day on which a blog post was posted: `2026-01-01`.
    pub(crate) fn posting_day(&self) -> String {
        self.created.to_string().chars().take(10).collect()
    }

    /// Tells whether it is a page whose title nobody else may have.
    pub(crate) fn holds_title(&self) -> bool {
        self.kind == Kind::Page && self.is_current()
    }
}

/// Is what new content is made of.
#[derive(Debug)]
pub(crate) struct NewContent {
    pub(crate) space: u64,
    pub(crate) container: Option<u64>,
    pub(crate) parent: Option<u64>,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) message: String,
    pub(crate) minor_edit: bool,
    pub(crate) file: Option<File>,
    pub(crate) by: String,
}

impl NewContent {
    /// Describes a page at the root of a space.
    pub(crate) fn page(space: u64, title: &str, body: &str, by: &str) -> Self {
        Self {
            space,
            container: None,
            parent: None,
            title: title.to_owned(),
            body: body.to_owned(),
            message: String::new(),
            minor_edit: false,
            file: None,
            by: by.to_owned(),
        }
    }
}

impl Instance {
    /// Adds content and returns its id.
    pub(crate) fn create(&mut self, new: NewContent, kind: Kind, status: Status) -> u64 {
        let (id, created) = (self.id(), self.now());
        let latest = Version {
            number: 1,
            title: new.title,
            body: markup::normalise_storage(&new.body),
            message: new.message,
            minor_edit: new.minor_edit,
            at: created,
            by: new.by.clone(),
            file: new.file,
        };
        let content = Content {
            id,
            kind,
            status,
            space: new.space,
            container: new.container,
            parent: new.parent,
            position: None,
            created,
            creator: new.by,
            latest,
            history: Vec::new(),
            draft: None,
            labels: Vec::new(),
            properties: BTreeMap::new(),
            restrictions: BTreeMap::new(),
            watchers: BTreeSet::new(),
        };
        self.content.insert(id, content);
        self.hold_title(id);
        id
    }

    /// Adds a version, which gets the next number; a draft is published with the number 1.
    pub(crate) fn publish(&mut self, id: u64, mut version: Version) {
        self.release_title(id);
        version.at = self.now();
        version.body = markup::normalise_storage(&version.body);
        if let Some(content) = self.content.get_mut(&id) {
            let first = content.status == Status::Draft;
            version.number = if first { 1 } else { content.latest.number + 1 };
            let before = std::mem::replace(&mut content.latest, version);
            if !first {
                content.history.push(before);
            }
            content.status = Status::Current;
            content.draft = None;
        }
        self.hold_title(id);
    }

    /// Trashes content: its title is free, the pages below it move up.
    pub(crate) fn trash(&mut self, id: u64) {
        self.release_title(id);
        self.now();
        let Some(content) = self.content.get_mut(&id) else { return };
        content.status = Status::Trashed;
        content.draft = None;
        let (kind, parent) = (content.kind, content.parent);
        if kind == Kind::Page {
            for child in self.content.values_mut().filter(|child| child.kind == kind && child.parent == Some(id)) {
                child.parent = parent;
            }
        }
    }

    /// Takes content out of the trash as a new version, below its former parent if that one is still there.
    pub(crate) fn restore(&mut self, id: u64, by: &str) {
        let at = self.now();
        let parent = self.content.get(&id).and_then(|content| content.parent);
        let parent = parent.filter(|parent| self.content.get(parent).is_some_and(Content::is_current));
        if let Some(content) = self.content.get_mut(&id) {
            content.status = Status::Current;
            content.parent = parent;
            let number = content.latest.number + 1;
            let version = Version { number, at, by: by.to_owned(), ..content.latest.clone() };
            content.history.push(std::mem::replace(&mut content.latest, version));
        }
        self.hold_title(id);
    }

    /// Removes content with all that belongs to it for good.
    pub(crate) fn purge(&mut self, id: u64) {
        self.release_title(id);
        self.now();
        self.content.remove(&id);
        let below: Vec<u64> = self
            .content
            .values()
            .filter(|content| {
                content.container == Some(id) || content.kind == Kind::Comment && content.parent == Some(id)
            })
            .map(|content| content.id)
            .collect();
        for id in below {
            self.purge(id);
        }
    }
}
