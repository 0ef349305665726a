//! Edits of a body that leave everything else as it is.
//!
//! One file has one edit, for both forms in which a body is kept: the storage format, in which an edit replaces some
//! bytes of the source and no others, and the Atlassian Document Format, in which it replaces some nodes. What an edit
//! takes away that is more than text, marks of inline comments and macros, [`Edited`] names.

mod adf_tree;
mod content;
mod ends;
mod error;
mod heading;
mod insert;
mod kept;
mod nearest;
mod pattern;
mod replace_section;
mod replace_text;
mod runs;
mod set_rows;
mod splice;
#[cfg(test)]
mod tests;
mod tree;

use connector_sdk::read;
use schemars::{JsonSchema, Schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::storage::Document;

pub(super) use self::adf_tree::is_same;
pub use self::content::{Content, ContentFormat};
pub use self::ends::{Append, Prepend};
pub use self::error::{EditError, EditErrorKind};
pub use self::insert::{Insert, Place};
pub use self::kept::LostComment;
pub use self::replace_section::ReplaceSection;
pub use self::replace_text::ReplaceText;
pub use self::set_rows::{CellValue, OtherRows, SetRows};

/// One edit of a body.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(tag = "op", rename_all = "kebab-case")]
#[schemars(transform = describe_op)]
pub enum Edit {
    /// Adds content at the end.
    Append(Append),
    /// Adds content at the beginning.
    Prepend(Prepend),
    /// Replaces what stands under a heading, up to the next heading of its level or above.
    ReplaceSection(ReplaceSection),
    /// Replaces a text wherever it stands, also where parts of it are bold, linked or commented on. The new text looks as the
    /// beginning of the old one did.
    ReplaceText(ReplaceText),
    /// Adds content beside a heading or an anchor.
    Insert(Insert),
    /// Sets rows of a table by what stands in one of its columns.
    SetRows(SetRows),
}

/// Written by hand: what is derived keeps each edit in a form of its own first, and costs a component three times as much.
impl<'de> Deserialize<'de> for Edit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Map::deserialize(deserializer)?;
        let op = fields.shift_remove("op");
        let rest = Value::Object(fields);
        let edit = match op.as_ref().and_then(Value::as_str) {
            Some("append") => read(rest).map(Self::Append),
            Some("prepend") => read(rest).map(Self::Prepend),
            Some("replace-section") => read(rest).map(Self::ReplaceSection),
            Some("replace-text") => read(rest).map(Self::ReplaceText),
            Some("insert") => read(rest).map(Self::Insert),
            Some("set-rows") => read(rest).map(Self::SetRows),
            Some(op) => return Err(D::Error::custom(format!("there is no edit `{op}`"))),
            None => return Err(D::Error::custom("an edit has no `op`")),
        };
        edit.map_err(D::Error::custom)
    }
}

/// What became of a body.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The body after all edits; the very text that was given where nothing changed.
    pub body: String,
    /// What each edit did, in their order.
    pub done: Vec<Done>,
    /// The inline comments whose text is gone, with their marks.
    pub lost_comments: Vec<LostComment>,
    /// The names of the macros that are gone, once for each.
    pub lost_macros: Vec<String>,
}

/// What one edit did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Done {
    /// The edit, such as `replace-text`.
    pub op: String,
    /// In how many places the body is another: replaced texts, set cells, or 1 for added content. 0 where all was so before.
    pub changes: usize,
    /// What happened, in a few words.
    pub description: String,
}

impl Done {
    fn new(changes: usize, description: impl Into<String>) -> Self {
        Self { op: String::new(), changes, description: description.into() }
    }
}

impl Edit {
    /// The name of the edit, such as `replace-text`.
    pub fn op(&self) -> &'static str {
        match self {
            Self::Append(_) => "append",
            Self::Prepend(_) => "prepend",
            Self::ReplaceSection(_) => "replace-section",
            Self::ReplaceText(_) => "replace-text",
            Self::Insert(_) => "insert",
            Self::SetRows(_) => "set-rows",
        }
    }

    fn storage(&self, source: &str) -> Result<(String, Done), EditError> {
        match self {
            Self::Append(edit) => edit.storage(source),
            Self::Prepend(edit) => edit.storage(source),
            Self::ReplaceSection(edit) => edit.storage(source),
            Self::ReplaceText(edit) => edit.storage(source),
            Self::Insert(edit) => edit.storage(source),
            Self::SetRows(edit) => edit.storage(source),
        }
    }

    fn adf(&self, document: &mut Value) -> Result<Done, EditError> {
        match self {
            Self::Append(edit) => edit.adf(document),
            Self::Prepend(edit) => edit.adf(document),
            Self::ReplaceSection(edit) => edit.adf(document),
            Self::ReplaceText(edit) => edit.adf(document),
            Self::Insert(edit) => edit.adf(document),
            Self::SetRows(edit) => edit.adf(document),
        }
    }
}

/// Edits a body in the storage format. Each edit sees what those in front of it made.
///
/// # Errors
///
/// Says which edit found what it needs not, and what there is instead; or where a body or content is not well formed.
pub fn edit_storage(body: &str, edits: &[Edit]) -> Result<Edited, EditError> {
    let before = kept::storage(&Document::parse(body)?);
    let mut edited = body.to_owned();
    let mut all = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        let (next, done) = edit.storage(&edited).map_err(|error| error.of(index))?;
        edited = next;
        all.push(Done { op: edit.op().to_owned(), ..done });
    }
    let after = kept::storage(&Document::parse(&edited)?);
    Ok(before.lost(&after, edited, all))
}

/// Edits a body in the Atlassian Document Format, which is JSON as text. Each edit sees what those in front of it made.
///
/// Nodes, marks and attributes that nobody knows stay as they are.
///
/// # Errors
///
/// As [`edit_storage`]; and where content has no form in the Atlassian Document Format.
pub fn edit_adf(body: &str, edits: &[Edit]) -> Result<Edited, EditError> {
    let original = super::adf::parse(body)?;
    let mut document = original.clone();
    let mut all = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        let done = edit.adf(&mut document).map_err(|error| error.of(index))?;
        all.push(Done { op: edit.op().to_owned(), ..done });
    }
    adf_tree::number_tasks(&mut document);
    let edited = if document == original { body.to_owned() } else { document.to_string() };
    Ok(kept::adf(&[original]).lost(&kept::adf(&[document]), edited, all))
}

/// The description of a variant is also that of the value which chooses it.
fn describe_op(schema: &mut Schema) {
    let Some(variants) = schema.get_mut("oneOf").and_then(Value::as_array_mut) else { return };
    for variant in variants {
        let description = variant["description"].clone();
        if let Some(op) = variant["properties"]["op"].as_object_mut() {
            op.insert("description".to_owned(), description);
        }
    }
}
