use std::fmt;

use connector_sdk::{Error, ErrorKind};

/// Why a text cannot be converted, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// What kind of failure it is.
    pub kind: FormatErrorKind,
    /// Where in the text that was handed over.
    pub position: Position,
    /// What happened, in one line.
    pub message: String,
}

/// What kinds of failures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormatErrorKind {
    /// The storage format is not well formed.
    Malformed,
    /// Elements or blocks are nested deeper than [`MAX_DEPTH`](super::storage::MAX_DEPTH).
    TooDeep,
    /// A placeholder in Markdown holds something that is not well formed, or lacks its other half.
    Placeholder,
    /// The JSON is no document of the Atlassian Document Format.
    NotAdf,
    /// Something has no form in the Atlassian Document Format.
    NotInAdf,
    /// Something has no form in the storage format.
    NotStorage,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Bytes in front of it.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character in its line, from 1.
    pub column: usize,
}

impl Position {
    /// Finds the place of a byte offset in a text.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self { offset, line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

impl FormatError {
    pub(super) fn new(kind: FormatErrorKind, text: &str, offset: usize, message: impl Into<String>) -> Self {
        Self { kind, position: Position::of(text, offset), message: message.into() }
    }

    /// What the user can do about it.
    pub fn hint(&self) -> &'static str {
        self.kind.hint()
    }
}

impl FormatErrorKind {
    /// What the user can do about such a failure.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Malformed => "Close every element, and write `&amp;` and `&lt;` for `&` and `<`",
            Self::TooDeep => "Nest fewer elements inside each other",
            Self::Placeholder => {
                "Keep placeholders as they were read; one that opens an element needs the one that closes it"
            }
            Self::NotAdf => "Pass the document as Confluence returns it, as a JSON object with `type` and `content`",
            Self::NotInAdf => "Leave it out, or use the storage format",
            Self::NotStorage => "Use Markdown or the storage format",
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}: {}", self.position.line, self.position.column, self.message)
    }
}

impl std::error::Error for FormatError {}

impl From<FormatError> for Error {
    fn from(error: FormatError) -> Self {
        Self::new(ErrorKind::InvalidInput, error.to_string()).hint(error.hint())
    }
}
