//! Bodies of pages and comments: written in three formats, read in seven.

use serde_json::{Map, Value, json};

use super::fields::{Fields, invalid, missing};
use crate::answer::Answer;
use crate::markup;
use crate::store::{Format, PageBody};

/// The formats in which a single page may be read.
pub(super) const READ_ONE: &[&str] =
    &["storage", "atlas_doc_format", "view", "export_view", "anonymous_export_view", "styled_view", "editor"];
/// The formats in which rows of a list may be read.
pub(super) const READ_LIST: &[&str] = &["storage", "atlas_doc_format"];

const WRITE: &[&str] = &["storage", "atlas_doc_format", "wiki"];

/// Reads `{"representation","value"}`, or one of those under the name of its format.
pub(super) fn written(value: Value) -> Result<PageBody, Answer> {
    let mut fields =
        Fields::of(value, "Field 'body'", &["representation", "value", "storage", "atlas_doc_format", "wiki"])?;
    let nested: Vec<&str> = WRITE.iter().copied().filter(|format| fields.has(format)).collect();
    match nested[..] {
        [] => {
            let format = fields.choice("representation", WRITE)?.ok_or_else(|| missing("body.representation"))?;
            stored(format, fields.text("value")?.ok_or_else(|| missing("body.value"))?)
        }
        [format] if !fields.has("representation") && !fields.has("value") => {
            let inner = fields.take(format).unwrap_or_default();
            let inner = Fields::of(inner, &format!("Field 'body.{format}'"), &["representation", "value"])?;
            let representation = inner.choice("representation", WRITE)?.unwrap_or(format);
            stored(representation, inner.text("value")?.ok_or_else(|| missing("body.value"))?)
        }
        _ => Err(invalid("Field 'body' must have one representation only")),
    }
}

/// Returns the `body` of an answer: empty unless a format was asked for.
pub(super) fn read(body: &PageBody, format: Option<&str>) -> Value {
    let Some(format) = format else { return json!({}) };
    let value = match format {
        "atlas_doc_format" => body.document(),
        // The simulator renders nothing: each view shows the storage.
        _ => body.storage(),
    };
    let mut map = Map::new();
    map.insert(format.to_owned(), json!({"representation": format, "value": value}));
    Value::Object(map)
}

/// Returns the `body` of an answer to a write: in the format in which it was written.
pub(super) fn echoed(body: &PageBody) -> Value {
    match body.format {
        Format::Storage => read(body, Some("storage")),
        Format::Document => read(body, Some("atlas_doc_format")),
    }
}

fn stored(format: &str, value: &str) -> Result<PageBody, Answer> {
    match format {
        "atlas_doc_format" if markup::is_document(value) => {
            Ok(PageBody { format: Format::Document, value: value.to_owned() })
        }
        "atlas_doc_format" => Err(invalid("Field 'body.value' is not an Atlassian document in a JSON string")),
        "wiki" => Ok(PageBody::storage_of(&markup::paragraph(value))),
        _ => Ok(PageBody::storage_of(value)),
    }
}
