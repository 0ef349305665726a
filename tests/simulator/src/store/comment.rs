//! Comments: at the foot of content or beside a part of its text.

use super::{PageBody, Store};
use crate::clock::Stamp;

/// Is a comment or a reply to one.
#[derive(Debug)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    /// The page or other content under which it stands.
    pub(crate) page: u64,
    /// The comment that this one answers.
    pub(crate) parent: Option<u64>,
    /// Where it stands in the text; absent at the foot.
    pub(crate) inline: Option<Inline>,
    pub(crate) body: PageBody,
    pub(crate) created: Stamp,
    /// The latest version's number, from 1 on.
    pub(crate) number: u32,
    pub(crate) message: String,
    pub(crate) at: Stamp,
    /// The versions before the latest, oldest first.
    pub(crate) history: Vec<CommentRevision>,
}

/// Is a version before the latest.
#[derive(Debug)]
pub(crate) struct CommentRevision {
    pub(crate) number: u32,
    pub(crate) body: PageBody,
    pub(crate) message: String,
    pub(crate) at: Stamp,
}

/// Is the place of a comment in a text.
#[derive(Debug, Clone)]
pub(crate) struct Inline {
    /// The text that was commented.
    pub(crate) selection: String,
    /// Which occurrence of that text it was, from 0 on.
    pub(crate) index: u64,
    /// What ties the comment to its place.
    pub(crate) marker: String,
    pub(crate) resolution: Resolution,
    pub(crate) resolved_at: Option<Stamp>,
}

/// Tells how far the talk about an inline comment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Resolution {
    Open,
    Resolved,
    Reopened,
    /// The text that was commented is gone.
    Dangling,
}

impl Resolution {
    /// Returns the state as the API spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::Dangling => "dangling",
        }
    }
}

/// Is a comment that is about to be added.
#[derive(Debug)]
pub(crate) struct NewComment {
    pub(crate) page: u64,
    pub(crate) parent: Option<u64>,
    /// The text to comment and which occurrence of it; absent at the foot.
    pub(crate) selection: Option<(String, u64)>,
    pub(crate) body: PageBody,
}

impl Store {
    /// Returns the title of a comment, if there is one with this id.
    pub(crate) fn comment_title(&self, id: u64) -> Option<String> {
        let comment = self.comment(id)?;
        let title = self.content(comment.page).map(|page| page.latest.title.as_str());
        let attached = || self.attachment(comment.page).map(|attachment| attachment.title.as_str());
        Some(format!("Re: {}", title.or_else(attached).unwrap_or_default()))
    }

    /// Adds a comment at the foot and returns its id.
    pub(crate) fn add_comment(&mut self, page: u64, parent: Option<u64>, body: PageBody) -> u64 {
        self.create_comment(NewComment { page, parent, selection: None, body })
    }

    /// Adds a comment at either place and returns its id.
    pub(crate) fn create_comment(&mut self, new: NewComment) -> u64 {
        let NewComment { page, parent, selection, body } = new;
        let (id, at) = (self.id(), self.now());
        let inline = selection.map(|(selection, index)| Inline {
            selection,
            index,
            marker: format!("00000000-0000-4000-8000-{id:012x}"),
            resolution: Resolution::Open,
            resolved_at: None,
        });
        let (message, history) = (String::new(), Vec::new());
        let comment = Comment { id, page, parent, inline, body, created: at, number: 1, message, at, history };
        self.comments.insert(id, comment);
        id
    }

    /// Adds a version to a comment.
    pub(crate) fn update_comment(&mut self, id: u64, body: PageBody, message: &str) {
        let at = self.now();
        if let Some(comment) = self.comments.get_mut(&id) {
            let before = CommentRevision {
                number: comment.number,
                body: std::mem::replace(&mut comment.body, body),
                message: std::mem::replace(&mut comment.message, message.to_owned()),
                at: std::mem::replace(&mut comment.at, at),
            };
            comment.history.push(before);
            comment.number += 1;
        }
    }

    /// Resolves or reopens an inline comment.
    pub(crate) fn resolve(&mut self, id: u64, resolved: bool) {
        let at = self.now();
        let Some(inline) = self.comments.get_mut(&id).and_then(|comment| comment.inline.as_mut()) else { return };
        match (inline.resolution, resolved) {
            (Resolution::Open | Resolution::Reopened, true) => {
                inline.resolution = Resolution::Resolved;
                inline.resolved_at = Some(at);
            }
            (Resolution::Resolved, false) => {
                inline.resolution = Resolution::Reopened;
                inline.resolved_at = None;
            }
            _ => {}
        }
    }

    /// Removes a comment and the replies to it for good.
    pub(crate) fn delete_comment(&mut self, id: u64) {
        self.now();
        let mut doomed = vec![id];
        while let Some(id) = doomed.pop() {
            self.comments.remove(&id);
            self.forget(id);
            let replies = self.comments.values().filter(|comment| comment.parent == Some(id));
            doomed.extend(replies.map(|comment| comment.id));
        }
    }

    /// Lets inline comments dangle whose text a new version of the content has lost.
    pub(super) fn check_selections(&mut self, content: u64) {
        let Some(text) = self.pages.get(&content).map(|page| page.latest.body.text()) else { return };
        for comment in self.comments.values_mut().filter(|comment| comment.page == content) {
            if let Some(inline) = &mut comment.inline
                && !text.contains(&inline.selection)
            {
                inline.resolution = Resolution::Dangling;
            }
        }
    }
}
