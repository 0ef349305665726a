//! `POST /content/{id}/label`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content};
use crate::site::Call;
use crate::store::{Kind, Status, Store};

/// What no label's name may contain, besides blanks.
const FORBIDDEN: &str = "!#&()*,.:;<>?@[]^";
const PREFIXES: &[&str] = &["my", "team", "global", "system"];

/// Adds labels to a page and returns all that it has.
pub(crate) fn add(call: &Call<'_>) -> Reply {
    let id = call.attachment_id(0)?;
    call.parameters.only(&[], &[])?;
    let value: Value =
        serde_json::from_slice(call.json()?).map_err(|error| invalid(&format!("Malformed JSON: {error}")))?;
    let labels = match value {
        Value::Array(labels) => labels,
        label => vec![label],
    };
    let labels = labels.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if labels.is_empty() {
        return Err(invalid("No labels given"));
    }
    let mut store = call.world.store();
    if !takes_labels(&store, id) {
        return Err(no_content(id));
    }
    for (prefix, name) in &labels {
        store.add_label(id, prefix, name);
    }
    let rows: Vec<Value> = store
        .labels_of(id)
        .map(|label| {
            json!({"prefix": label.prefix, "name": label.name, "id": label.id.to_string(), "label": label.name})
        })
        .collect();
    let base = call.base();
    let body = json!({
        "results": rows,
        "start": 0,
        "limit": 200,
        "size": rows.len(),
        "_links": {"base": base, "context": "/wiki", "self": format!("{base}/rest/api/content/{id}/label")},
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Tells whether there is content that may carry labels.
fn takes_labels(store: &Store, id: u64) -> bool {
    let content = store.content(id).is_some_and(|page| {
        matches!(page.kind, Kind::Page | Kind::Blogpost | Kind::CustomContent) && page.status != Status::Trashed
    });
    content || store.attachment(id).is_some_and(|attachment| !attachment.trashed)
}

fn read(label: &Value) -> Result<(String, String), Answer> {
    let Value::Object(fields) = label else { return Err(invalid("A label must be a JSON object")) };
    if let Some(name) = fields.keys().find(|name| !matches!(name.as_str(), "prefix" | "name")) {
        return Err(invalid(&format!("Unknown body field '{name}' (simulator)")));
    }
    let text = |name: &str| {
        fields.get(name).and_then(Value::as_str).ok_or_else(|| invalid(&format!("Field '{name}' is required")))
    };
    let (prefix, name) = (text("prefix")?, text("name")?);
    if !PREFIXES.contains(&prefix) {
        return Err(invalid(&format!("No such label prefix: {prefix}")));
    }
    let spoiled = |letter: char| letter.is_whitespace() || FORBIDDEN.contains(letter);
    if name.is_empty() || name.chars().count() > 255 || name.contains(spoiled) {
        return Err(invalid(&format!("Invalid label name: {name}")));
    }
    // Labels have no capitals; the site turns them down silently.
    Ok((prefix.to_owned(), name.to_lowercase()))
}

fn invalid(text: &str) -> Answer {
    Shape::V1.invalid(text)
}
