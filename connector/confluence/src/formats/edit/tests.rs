mod adf;
mod conversion;
mod guide;
mod properties;
mod refusals;
mod rows;
mod sizes;
mod spans;
mod storage;

use serde_json::{Value, from_value};

use super::{Edit, EditError, EditErrorKind, Edited, edit_adf, edit_storage};

/// Reads edits as users write them.
fn edits(edits: Value) -> Vec<Edit> {
    from_value(edits).unwrap()
}

/// Edits a body in the storage format, which must stay well formed.
fn storage(body: &str, given: Value) -> Edited {
    let edited = edit_storage(body, &edits(given)).unwrap();
    crate::formats::storage::Document::parse(&edited.body).unwrap();
    edited
}

fn refused(body: &str, given: Value) -> EditError {
    edit_storage(body, &edits(given)).unwrap_err()
}

/// Edits nodes in the Atlassian Document Format.
fn adf(content: &Value, given: Value) -> (Value, Edited) {
    let document = serde_json::json!({ "type": "doc", "version": 1, "content": content });
    let edited = edit_adf(&document.to_string(), &edits(given)).unwrap();
    let mut document: Value = serde_json::from_str(&edited.body).unwrap();
    (document["content"].take(), edited)
}
