//! Bodies: kept as storage, shown in several representations.

use serde_json::{Map, Value, json};

use crate::data_center::expand::Expand;

/// The representations in which a body may be read.
pub(in crate::data_center) const READ: &[&str] =
    &["storage", "view", "export_view", "styled_view", "anonymous_export_view", "editor"];

/// Writes the `body` of content: the representations that are wanted; the others are listed as expandable.
pub(super) fn write(id: &str, storage: &str, wanted: &Expand) -> Value {
    let mut body = Map::new();
    let mut expandable = Map::new();
    for name in READ.iter().copied() {
        if wanted.has(name) {
            let mut one = read(name, storage);
            one["_expandable"] = json!({"content": format!("/rest/api/content/{id}"), "webresource": ""});
            body.insert(name.to_owned(), one);
        } else {
            expandable.insert(name.to_owned(), json!(""));
        }
    }
    body.insert("_expandable".to_owned(), Value::Object(expandable));
    Value::Object(body)
}

/// Writes storage in some representation; the simulator renders nothing, so each view shows the storage.
pub(in crate::data_center) fn read(representation: &str, storage: &str) -> Value {
    json!({"value": storage, "representation": representation})
}
