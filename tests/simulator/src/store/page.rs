//! Pages and what happens to them.

use std::borrow::Cow;

use super::{Kind, Store};
use crate::clock::Stamp;
use crate::markup;

/// Is the status of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Current,
    Archived,
    Trashed,
    Draft,
}

impl Status {
    /// Returns the status as the API spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Archived => "archived",
            Self::Trashed => "trashed",
            Self::Draft => "draft",
        }
    }

    /// Tells whether lists show the page by default; those pages hold their title, too.
    pub(crate) fn is_listed(self) -> bool {
        matches!(self, Self::Current | Self::Archived)
    }
}

/// Names the two formats in which bodies are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Storage,
    Document,
}

/// Is a body in the format in which it was written.
#[derive(Debug, Clone)]
pub(crate) struct PageBody {
    pub(crate) format: Format,
    pub(crate) value: String,
}

impl PageBody {
    /// Takes storage and spells it as Confluence hands it back.
    pub(crate) fn storage_of(value: &str) -> Self {
        Self { format: Format::Storage, value: markup::normalise_storage(value) }
    }

    /// Returns the body as storage.
    pub(crate) fn storage(&self) -> Cow<'_, str> {
        match self.format {
            Format::Storage => Cow::Borrowed(&self.value),
            Format::Document => Cow::Owned(markup::paragraph(&self.text())),
        }
    }

    /// Returns the body as an Atlassian document, which is a JSON string.
    pub(crate) fn document(&self) -> Cow<'_, str> {
        match self.format {
            Format::Storage => Cow::Owned(markup::document_of(&self.text())),
            Format::Document => Cow::Borrowed(&self.value),
        }
    }

    /// Returns the words of the body.
    pub(crate) fn text(&self) -> String {
        match self.format {
            Format::Storage => markup::storage_text(&self.value),
            Format::Document => markup::document_text(&self.value),
        }
    }
}

/// Is one version of a page.
#[derive(Debug, Clone)]
pub(crate) struct Revision {
    /// The version's number, from 1 on.
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) body: PageBody,
    pub(crate) message: String,
    pub(crate) at: Stamp,
    /// The body's words in lower case, for searching.
    pub(crate) words: String,
}

/// Is the unpublished text beside a published page.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) title: String,
    pub(crate) body: PageBody,
}

/// Is a page with all its versions, or other content that is kept like one.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) id: u64,
    pub(crate) kind: Kind,
    /// The type of custom content, or the address of an embed.
    pub(crate) detail: String,
    pub(crate) space: u64,
    pub(crate) parent: Option<u64>,
    pub(crate) status: Status,
    pub(crate) position: u32,
    pub(crate) created: Stamp,
    pub(crate) latest: Revision,
    /// The versions before the latest, oldest first.
    pub(crate) history: Vec<Revision>,
    pub(crate) draft: Option<Draft>,
    pub(crate) labels: Vec<u64>,
}

impl Page {
    /// Returns a version of the page.
    pub(crate) fn revision(&self, number: u64) -> Option<&Revision> {
        self.history.iter().chain([&self.latest]).find(|revision| u64::from(revision.number) == number)
    }
}

/// Is content that is about to be added.
#[derive(Debug)]
pub(crate) struct NewContent<'a> {
    pub(crate) kind: Kind,
    pub(crate) detail: String,
    pub(crate) space: u64,
    pub(crate) parent: Option<u64>,
    pub(crate) status: Status,
    pub(crate) title: &'a str,
    pub(crate) body: PageBody,
}

impl Store {
    /// Tells which page other than `except` holds a title in a space.
    pub(crate) fn title_holder(&self, space: u64, title: &str, except: Option<u64>) -> Option<u64> {
        self.titles.get(&(space, title.to_lowercase())).copied().filter(|holder| Some(*holder) != except)
    }

    /// Adds a page, published or as a draft, and returns its id.
    pub(crate) fn create_page(
        &mut self,
        space: u64,
        parent: Option<u64>,
        status: Status,
        title: &str,
        body: PageBody,
    ) -> u64 {
        self.create_content(NewContent { kind: Kind::Page, detail: String::new(), space, parent, status, title, body })
    }

    /// Adds content of any kind and returns its id.
    pub(crate) fn create_content(&mut self, new: NewContent<'_>) -> u64 {
        let NewContent { kind, detail, space, parent, status, title, body } = new;
        let (id, at) = (self.id(), self.now());
        let position = u32::try_from(self.pages.len()).unwrap_or(u32::MAX);
        let latest = revision(1, title, body, "", at);
        let page = Page {
            id,
            kind,
            detail,
            space,
            parent,
            status,
            position,
            created: at,
            latest,
            history: Vec::new(),
            draft: None,
            labels: Vec::new(),
        };
        self.pages.insert(id, page);
        self.hold_title(id);
        self.note_tasks(id);
        id
    }

    /// Adds a version to a page; a draft becomes current without a new number.
    pub(crate) fn publish(&mut self, id: u64, title: &str, body: PageBody, message: &str) {
        self.release_title(id);
        let at = self.now();
        if let Some(page) = self.pages.get_mut(&id) {
            let first = page.status == Status::Draft;
            let number = if first { 1 } else { page.latest.number + 1 };
            let before = std::mem::replace(&mut page.latest, revision(number, title, body, message, at));
            if !first {
                page.history.push(before);
            }
            page.status = Status::Current;
            page.draft = None;
        }
        self.hold_title(id);
        self.note_tasks(id);
        self.check_selections(id);
    }

    /// Keeps a draft of a page; the page itself does not change unless it was never published.
    pub(crate) fn keep_draft(&mut self, id: u64, title: &str, body: PageBody) {
        let at = self.now();
        let Some(page) = self.pages.get_mut(&id) else { return };
        if page.status == Status::Draft {
            page.latest = revision(1, title, body, "", at);
        } else {
            page.draft = Some(Draft { title: title.to_owned(), body });
        }
    }

    /// Moves a page below another one, or to the space's root.
    pub(crate) fn move_page(&mut self, id: u64, parent: Option<u64>) {
        if let Some(page) = self.pages.get_mut(&id) {
            page.parent = parent;
        }
    }

    /// Moves a page, with all below it, to a place among its new siblings; the space may be another one.
    ///
    /// `at` is how many siblings stand before it.
    pub(crate) fn place_page(&mut self, id: u64, space: u64, parent: Option<u64>, at: usize) {
        self.now();
        let moved: Vec<u64> = self.descendants(id, 1000).into_iter().map(|(page, _)| page.id).chain([id]).collect();
        for page in &moved {
            self.release_title(*page);
            if let Some(page) = self.pages.get_mut(page) {
                page.space = space;
            }
            self.hold_title(*page);
        }
        self.move_page(id, parent);
        let mut siblings: Vec<u64> = self
            .contents()
            .filter(|page| page.kind.is_in_tree() && page.space == space && page.parent == parent && page.id != id)
            .map(|page| page.id)
            .collect();
        siblings.sort_by_key(|id| self.pages.get(id).map(|page| (page.position, page.id)));
        siblings.insert(at.min(siblings.len()), id);
        for (id, position) in siblings.into_iter().zip(0..) {
            if let Some(page) = self.pages.get_mut(&id) {
                page.position = position;
            }
        }
    }

    /// Removes a version before the latest and tells whether there was one.
    pub(crate) fn delete_version(&mut self, id: u64, number: u64) -> bool {
        self.now();
        let Some(page) = self.pages.get_mut(&id) else { return false };
        let before = page.history.len();
        page.history.retain(|revision| u64::from(revision.number) != number);
        page.history.len() < before
    }

    /// Trashes a page: its title is free, its children move up, its comments wait with it.
    pub(crate) fn trash(&mut self, id: u64) {
        self.release_title(id);
        self.now();
        let Some(page) = self.pages.get_mut(&id) else { return };
        page.status = Status::Trashed;
        page.draft = None;
        let parent = page.parent;
        for child in self.pages.values_mut().filter(|page| page.parent == Some(id)) {
            child.parent = parent;
        }
    }

    /// Takes a page out of the trash, below its former parent if that one is still there.
    pub(crate) fn restore(&mut self, id: u64) {
        self.now();
        let parent = self.pages.get(&id).and_then(|page| page.parent);
        let parent = parent.filter(|parent| self.content(*parent).is_some_and(|page| page.status.is_listed()));
        if let Some(page) = self.pages.get_mut(&id) {
            page.status = Status::Current;
            page.parent = parent;
        }
        self.hold_title(id);
    }

    /// Removes a page, its comments and its attachments for good.
    pub(crate) fn purge(&mut self, id: u64) {
        self.release_title(id);
        self.now();
        self.pages.remove(&id);
        self.forget(id);
        self.comments.retain(|_, comment| comment.page != id);
        self.attachments.retain(|_, attachment| attachment.page != id);
    }

    /// Archives a current page and tells whether there was one.
    pub(crate) fn archive(&mut self, id: u64) -> bool {
        let Some(page) = self.pages.get_mut(&id).filter(|page| page.status == Status::Current) else {
            return false;
        };
        page.status = Status::Archived;
        self.now();
        true
    }

    fn hold_title(&mut self, id: u64) {
        if let Some(page) = self.page(id).filter(|page| page.status.is_listed()) {
            let key = (page.space, page.latest.title.to_lowercase());
            self.titles.insert(key, id);
        }
    }

    fn release_title(&mut self, id: u64) {
        if let Some(page) = self.page(id).filter(|page| page.status.is_listed()) {
            let key = (page.space, page.latest.title.to_lowercase());
            self.titles.remove(&key);
        }
    }
}

fn revision(number: u32, title: &str, body: PageBody, message: &str, at: Stamp) -> Revision {
    let words = body.text().to_lowercase();
    Revision { number, title: title.to_owned(), body, message: message.to_owned(), at, words }
}
