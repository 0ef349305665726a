use std::fmt;

use connector_sdk::{Error, ErrorKind};

use super::nearest::nearest;
use crate::formats::{FormatError, FormatErrorKind};

/// Why a body cannot be edited as it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditError {
    /// What kind of failure it is.
    pub kind: EditErrorKind,
    /// Which of the edits failed, from 0; nothing where it is the body itself.
    pub edit: Option<usize>,
    /// What happened, in one line.
    pub message: String,
    /// What there is instead of what was not found, most alike first.
    pub instead: Vec<String>,
}

/// What kinds of failures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EditErrorKind {
    /// There is no such heading.
    HeadingNotFound,
    /// Several headings fit.
    HeadingAmbiguous,
    /// There is no such anchor.
    AnchorNotFound,
    /// The text stands nowhere.
    TextNotFound,
    /// It is there, and not as often.
    OccurrenceNotFound {
        /// How often it is there.
        there: usize,
    },
    /// There is no such table.
    TableNotFound,
    /// The table has no such column.
    ColumnNotFound,
    /// A cell that should be set is part of another, or several rows have one key.
    RowUnclear,
    /// The edit itself says too little, or what contradicts itself.
    Unclear,
    /// Content cannot be converted to the form of the body.
    Content(FormatErrorKind),
    /// The body is not well formed.
    Body(FormatErrorKind),
}

/// How many names an error lists.
const LISTED: usize = 5;

impl EditError {
    pub(super) fn new(kind: EditErrorKind, message: impl Into<String>) -> Self {
        Self { kind, edit: None, message: message.into(), instead: Vec::new() }
    }

    /// A name was looked for among others.
    pub(super) fn missing(kind: EditErrorKind, message: String, wanted: &str, there: Vec<String>) -> Self {
        Self { instead: nearest(wanted, there, LISTED), ..Self::new(kind, message) }
    }

    pub(super) fn of(self, edit: usize) -> Self {
        Self { edit: self.edit.or(Some(edit)), ..self }
    }

    /// Content that was given with an edit.
    pub(super) fn content(error: &FormatError) -> Self {
        let said = match error.kind {
            // Where it stands is a place in what the content became on the way.
            FormatErrorKind::NotInAdf => error.message.clone(),
            _ => error.to_string(),
        };
        Self::new(EditErrorKind::Content(error.kind), format!("the content cannot be used: {said}"))
    }

    /// What the user can do about it.
    pub fn hint(&self) -> String {
        let names = || self.instead.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match self.kind {
            EditErrorKind::HeadingNotFound if self.instead.is_empty() => "The body has no headings".to_owned(),
            EditErrorKind::HeadingNotFound => format!("There are the headings {}", names()),
            EditErrorKind::HeadingAmbiguous => "Say which with `level` or `occurrence`, counted from 1".to_owned(),
            EditErrorKind::AnchorNotFound if self.instead.is_empty() => "The body has no anchors".to_owned(),
            EditErrorKind::AnchorNotFound => format!("There are the anchors {}", names()),
            EditErrorKind::TextNotFound => {
                "Give the text as readers see it, from one paragraph, item or cell; or say `optional`".to_owned()
            }
            EditErrorKind::OccurrenceNotFound { there: 1 } => "Leave `occurrence` out: there is only one".to_owned(),
            EditErrorKind::OccurrenceNotFound { there } => {
                format!("`occurrence` counts from 1, and here up to {there}")
            }
            EditErrorKind::TableNotFound => {
                "Tables are counted from 1, in the whole body or under `heading`".to_owned()
            }
            EditErrorKind::ColumnNotFound => format!("The table has the columns {}", names()),
            EditErrorKind::RowUnclear => "Edit this table with `replace-section`".to_owned(),
            EditErrorKind::Unclear => "Say what is missing, and leave out what does not fit".to_owned(),
            EditErrorKind::Content(FormatErrorKind::NotInAdf) => {
                "Leave it out, or edit the body in the storage format".to_owned()
            }
            EditErrorKind::Content(kind) | EditErrorKind::Body(kind) => kind.hint().to_owned(),
        }
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.edit {
            Some(edit) => write!(formatter, "edit {}: {}", edit + 1, self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for EditError {}

/// A body that is not well formed.
impl From<FormatError> for EditError {
    fn from(error: FormatError) -> Self {
        Self::new(EditErrorKind::Body(error.kind), format!("the body cannot be edited: {error}"))
    }
}

impl From<EditError> for Error {
    fn from(error: EditError) -> Self {
        let kind = match error.kind {
            EditErrorKind::Body(_) => ErrorKind::Service,
            _ => ErrorKind::InvalidInput,
        };
        Self::new(kind, error.to_string()).hint(error.hint())
    }
}
