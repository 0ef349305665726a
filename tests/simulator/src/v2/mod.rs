//! Confluence Cloud REST API v2.

pub(crate) mod attachments;
mod body;
pub(crate) mod comments;
pub(crate) mod create;
pub(crate) mod delete;
mod fields;
pub(crate) mod labels;
mod listing;
pub(crate) mod page;
pub(crate) mod pages;
pub(crate) mod spaces;
pub(crate) mod update;

use serde_json::{Map, Value};

/// Turns a JSON object into its map; anything else becomes an empty one.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
