//! Bodies of pages and comments: written in three formats, read in seven.

use serde_json::{Map, Value, json};

use super::fields::{Fields, invalid, missing};
use crate::answer::Answer;
use crate::markup;
use crate::store::{Format, PageBody};

const WRITE: &[&str] = &["storage", "atlas_doc_format", "wiki"];
const WRITE_CUSTOM: &[&str] = &["storage", "atlas_doc_format", "raw"];

/// Reads `{"representation","value"}`, or one of those under the name of its format.
pub(super) fn written(value: Value) -> Result<PageBody, Answer> {
    written_in(value, WRITE)
}

/// Reads the body of custom content, which may be raw text instead of wiki markup.
pub(super) fn written_custom(value: Value) -> Result<PageBody, Answer> {
    written_in(value, WRITE_CUSTOM)
}

fn written_in(value: Value, formats: &[&str]) -> Result<PageBody, Answer> {
    let mut fields = Fields::of(value, "Field 'body'", &[&["representation", "value"], formats].concat())?;
    let nested: Vec<&str> = formats.iter().copied().filter(|format| fields.has(format)).collect();
    match nested[..] {
        [] => {
            let format = fields.choice("representation", formats)?.ok_or_else(|| missing("body.representation"))?;
            stored(format, fields.text("value")?.ok_or_else(|| missing("body.value"))?)
        }
        [format] if !fields.has("representation") && !fields.has("value") => {
            let inner = fields.take(format).unwrap_or_default();
            let inner = Fields::of(inner, &format!("Field 'body.{format}'"), &["representation", "value"])?;
            let representation = inner.choice("representation", formats)?.unwrap_or(format);
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
        // Raw text is kept beside storage, and as it stands.
        "raw" => Ok(PageBody { format: Format::Storage, value: value.to_owned() }),
        "wiki" => Ok(PageBody::storage_of(&markup::paragraph(value))),
        _ => Ok(PageBody::storage_of(value)),
    }
}
