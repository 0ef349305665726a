use pulldown_cmark::{Alignment, BlockQuoteKind, LinkType};

use crate::formats::storage::escape_text;

/// Something that was begun and has not ended, with what has been read in it.
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The storage inside of it.
    pub(super) out: String,
    /// Where it begins.
    pub(super) at: usize,
    /// Elements that placeholders in it have opened: their names, and where.
    pub(super) open: Vec<(String, usize)>,
    /// The text, where there is nothing else.
    plain: Option<String>,
    /// All text, for where only text can be.
    text: String,
    /// The name of the element that a first placeholder opens, as long as nothing stands behind its end.
    itself: Option<String>,
}

pub(super) enum Kind {
    Root,
    Line,
    Heading(u8),
    Quote(Option<BlockQuoteKind>),
    Code(String),
    Html,
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Item {
        done: Option<bool>,
        blocks: Vec<String>,
    },
    Table {
        alignments: Vec<Alignment>,
        rows: String,
    },
    Row {
        is_head: bool,
        cells: usize,
    },
    Cell,
    Mark(&'static str),
    Link {
        link_type: LinkType,
        url: String,
        title: String,
    },
    Image {
        url: String,
        title: String,
    },
    /// A tag of HTML: as it was written, its name, and the storage around its content.
    Tag {
        written: String,
        name: String,
        open: String,
        close: &'static str,
    },
}

/// An item of a list: whether its task is done, where it is one, and its blocks.
pub(super) struct Item {
    pub(super) done: Option<bool>,
    pub(super) blocks: Vec<String>,
}

impl Kind {
    pub(super) fn is_inline(&self) -> bool {
        matches!(self, Self::Mark(_) | Self::Link { .. } | Self::Image { .. } | Self::Tag { .. })
    }

    /// How many elements it becomes, one inside the other.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Root => 0,
            Self::Line | Self::Heading(_) | Self::Html | Self::Row { .. } | Self::Mark(_) | Self::Tag { .. } => 1,
            _ => 2,
        }
    }
}

impl Frame {
    pub(super) fn new(kind: Kind, at: usize) -> Self {
        Self {
            kind,
            out: String::new(),
            at,
            open: Vec::new(),
            plain: Some(String::new()),
            text: String::new(),
            itself: None,
        }
    }

    pub(super) fn add_text(&mut self, text: &str) {
        self.seal();
        self.out.push_str(&escape_text(text));
        self.text.push_str(text);
        if let Some(plain) = &mut self.plain {
            plain.push_str(text);
        }
    }

    pub(super) fn add_markup(&mut self, storage: &str) {
        self.seal();
        self.out.push_str(storage);
        self.plain = None;
    }

    /// Adds a placeholder. `opened` names the first element that it opens.
    pub(super) fn add_placeholder(&mut self, storage: &str, opened: Option<&str>) {
        if self.out.is_empty() {
            self.itself = opened.map(str::to_owned);
        }
        self.out.push_str(storage);
        self.plain = None;
    }

    /// Something follows: where the first element is closed, it is not all that there is.
    pub(super) fn seal(&mut self) {
        if self.open.is_empty() {
            self.itself = None;
        }
    }

    /// Whether one element of these names, which a placeholder brought, is all that there is.
    pub(super) fn itself(&self, names: &[&str]) -> bool {
        self.itself.as_deref().is_some_and(|name| names.contains(&name))
    }

    /// The text, where there is nothing but text.
    pub(super) fn only_text(&self) -> Option<&str> {
        self.plain.as_deref()
    }

    /// The text without anything else.
    pub(super) fn plain_text(&self) -> String {
        self.text.clone()
    }
}
