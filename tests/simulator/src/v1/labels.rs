//! `/content/{id}/label` and `/label`.

use http::StatusCode;
use serde_json::{Value, json};

use super::listing;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content, v1};
use crate::site::Call;
use crate::store::{Kind, Label, Status, Store};

/// What no label's name may contain, besides blanks.
const FORBIDDEN: &str = "!#&()*,.:;<>?@[]^";
const PREFIXES: &[&str] = &["my", "team", "global", "system"];

/// Adds labels to content and returns all that it has.
pub(crate) fn add(call: &Call<'_>) -> Reply {
    let id = call.attachment_id(0)?;
    let labels = match &call.value {
        Value::Array(labels) => labels.clone(),
        label => vec![label.clone()],
    };
    let labels = labels.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if labels.is_empty() {
        return Err(invalid("No labels given"));
    }
    let mut store = call.world.store();
    if !takes_labels(&store, id) {
        return Err(no_content(id));
    }
    call.check_access(&store, id, "update")?;
    for (prefix, name) in &labels {
        store.add_label(id, prefix, name);
    }
    let rows: Vec<Value> = store.labels_of(id).map(row).collect();
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

/// Takes a label off content, whose name is in the path.
pub(crate) fn remove(call: &Call<'_>) -> Reply {
    take_off(call, call.capture(1))
}

/// Takes a label off content, whose name is in the query.
pub(crate) fn remove_named(call: &Call<'_>) -> Reply {
    take_off(call, call.parameters.one("name").unwrap_or_default())
}

/// Returns a label with the content that carries it.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let name = call.parameters.one("name").unwrap_or_default().to_lowercase();
    let wanted = call.parameters.one("type");
    let store = call.world.store();
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No label found with name: {name}"));
    let label = store.all_labels().find(|label| label.name == name).ok_or_else(absent)?;
    let contents = store.contents().filter(|page| page.status.is_listed() && page.labels.contains(&label.id));
    let contents = contents.map(|page| (page.kind.name(), page.id, page.latest.title.as_str()));
    let files = store.attachments().filter(|file| store.labels_of(file.id).any(|known| known.id == label.id));
    let files = files.map(|file| ("attachment", file.id, file.title.as_str()));
    let rows: Vec<Value> = contents
        .chain(files)
        .filter(|(kind, ..)| wanted.is_none_or(|wanted| wanted == *kind))
        .map(|(kind, id, title)| json!({"contentType": kind, "contentId": id, "title": title}))
        .collect();
    let mut part = listing::part(call, "/rest/api/label", &rows, 200)?;
    if let Value::Object(map) = &mut part {
        map.remove("_links");
    }
    Ok(Answer::json(StatusCode::OK, &json!({"label": row(label), "associatedContents": part})))
}

/// Reads a label: its prefix and its name.
pub(super) fn read(label: &Value) -> Result<(String, String), Answer> {
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

/// Writes a label.
pub(super) fn row(label: &Label) -> Value {
    json!({"prefix": label.prefix, "name": label.name, "id": label.id.to_string(), "label": label.name})
}

fn take_off(call: &Call<'_>, name: &str) -> Reply {
    let id = call.attachment_id(0)?;
    let mut store = call.world.store();
    if !takes_labels(&store, id) {
        return Err(no_content(id));
    }
    call.check_access(&store, id, "update")?;
    if store.content(id).is_some_and(|page| page.status == Status::Archived) {
        return Err(invalid("Labels cannot be taken off archived content"));
    }
    // A label of another prefix than the global one is named with it: `my:name`.
    let named = |label: &Label| label.name == name || format!("{}:{}", label.prefix, label.name) == name;
    // That a label which is not there is not found is a guess.
    if !store.remove_label(id, named) {
        return Err(v1(StatusCode::NOT_FOUND, &format!("The content has no label '{name}'")));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Tells whether there is content that may carry labels.
fn takes_labels(store: &Store, id: u64) -> bool {
    let content = store.content(id).is_some_and(|page| {
        matches!(page.kind, Kind::Page | Kind::Blogpost | Kind::CustomContent) && page.status != Status::Trashed
    });
    content || store.attachment(id).is_some_and(|attachment| !attachment.trashed)
}

fn invalid(text: &str) -> Answer {
    Shape::V1.invalid(text)
}
