//! Bodies of Confluence in other forms: Markdown and plain text.
//!
//! | from | to | function |
//! |---|---|---|
//! | storage | Markdown | [`to_markdown`] |
//! | Markdown | storage | [`from_markdown`] |
//! | storage, and its Markdown after an edit | storage | [`rebase()`] |
//! | storage | plain text | [`plain_text`] |
//! | Atlassian Document Format | plain text | [`adf_plain_text`] |
//!
//! A body that is read, edited and written back goes through [`rebase()`], which keeps every block that nobody touched
//! byte for byte. What Markdown cannot say stands in it as placeholders; `docs/guides/markdown.md` says what maps to what.
//! [`storage`] has the tree itself, and [`edit`] edits of it that need no Markdown.

mod adf;
pub mod edit;
mod error;
mod markdown;
mod plain;
mod rebase;
pub mod storage;
mod target;
pub mod template;
#[cfg(test)]
mod tests;

use self::rebase::carry::carry;
use self::storage::Document;

pub use self::adf::adf_plain_text;
pub use self::error::{FormatError, FormatErrorKind, Position};
pub(crate) use self::markdown::read::options as markdown_options;
pub use self::rebase::rebase;

/// The destination of a link in Markdown to a page of the same space.
pub(crate) fn page_destination(title: &str, anchor: Option<String>) -> String {
    target::Target::Page { space: None, title: title.to_owned(), anchor }.destination()
}

/// The destination of a link or image in Markdown that is an attachment of its page.
pub(crate) fn attachment_destination(name: &str) -> String {
    target::Target::Attachment(name.to_owned()).destination()
}

/// Converts a body from storage to Markdown.
///
/// # Errors
///
/// Says where the body is not well formed.
pub fn to_markdown(storage: &str) -> Result<String, FormatError> {
    Ok(markdown::write::join(&markdown::write::parts(&Document::parse(storage)?)))
}

/// Converts Markdown to a body in storage, which is always well formed.
///
/// CommonMark, and of GitHub's extensions tables, task lists, strikethrough and alerts. Text is escaped, harmless tags of
/// HTML become elements, and all others text.
///
/// # Errors
///
/// Says where a placeholder is not well formed, or where blocks are nested too deep.
pub fn from_markdown(markdown: &str) -> Result<String, FormatError> {
    let storage: String = markdown::read::blocks(markdown)?.into_iter().map(|block| block.storage).collect();
    Document::parse(&storage)?;
    Ok(storage)
}

/// Whether two bodies in storage say the same to a reader, whatever their spelling and the ids in them.
///
/// Confluence writes a body anew when it keeps it. What is not well formed is the same as what has the same bytes.
pub fn is_same_storage(left: &str, right: &str) -> bool {
    let meant = |body: &str| Document::parse(body).map(|document| storage::meaning(&document.nodes));
    left == right || matches!((meant(left), meant(right)), (Ok(left), Ok(right)) if left == right)
}

/// Whether two bodies in the Atlassian Document Format say the same, whatever the ids of their nodes.
pub fn is_same_adf(left: &str, right: &str) -> bool {
    left == right
        || matches!((adf::parse(left), adf::parse(right)), (Ok(left), Ok(right)) if edit::is_same(&left, &right))
}

/// Converts a body from storage to plain text: one block a line, cells apart by tabs, without macros' parameters.
///
/// # Errors
///
/// Says where the body is not well formed.
pub fn plain_text(storage: &str) -> Result<String, FormatError> {
    Ok(plain::plain_text(&Document::parse(storage)?))
}
