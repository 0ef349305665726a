//! `/content/{id}/label`.

use http::StatusCode;

use super::{editable, seen};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::fields::{Fields, objects, parse};
use crate::data_center::instance::{Instance, Labelling};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{invalid, missing, no_content};
use crate::data_center::view::label;

/// The prefixes that labels have.
pub(in crate::data_center) const PREFIXES: &[&str] = &["global", "my", "team", "system"];
/// How long a label may be, in characters.
const LONGEST: usize = 255;
/// What no label contains.
const FORBIDDEN: &[char] =
    &[' ', '!', '#', '&', '(', ')', '*', ',', ':', ';', '<', '>', '?', '@', '[', ']', '^', '"', '\''];

/// Lists the labels of content.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["prefix"])?;
    let prefixes = call.parameters.choices("prefix", PREFIXES)?;
    let window = Window::read(call, 200)?;
    let instance = call.instance();
    let content = seen(call, &instance, call.id(0)?)?;
    let mut labels = instance.labels_of(&content.labels);
    labels.retain(|label| prefixes.as_ref().is_none_or(|prefixes| prefixes.contains(&label.prefix.as_str())));
    Ok(Answer::json(StatusCode::OK, &window.page(call, labels, label)))
}

/// Adds labels, of which the body is a list, and returns all labels of the content.
///
/// The document's schema is of one label and its text of a list; both are taken.
pub(in crate::data_center) fn add(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let known = ["prefix", "name", "id", "label", "_links", "_expandable"];
    let body = parse(call)?;
    let list = if body.is_object() { vec![Fields::of(body, "", &known)?] } else { objects(body, "", &known)? };
    let mut wanted = Vec::new();
    for label in &list {
        let prefix = label.choice("prefix", PREFIXES)?.unwrap_or("global").to_owned();
        wanted.push((prefix, checked(label.required("name")?)?));
    }
    let mut instance = call.instance();
    let id = editable(call, &instance, call.id(0)?)?.id;
    for (prefix, name) in wanted {
        let label = instance.label(&prefix, &name, &call.user);
        instance.label_content(id, label);
    }
    let content = instance.content.get(&id).ok_or_else(|| no_content(id))?;
    let window = Window { start: 0, limit: 200 };
    let page = window.page(call, instance.labels_of(&content.labels), label);
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Removes the label that the query names.
pub(in crate::data_center) fn remove_by_query(call: &Call<'_>) -> Reply {
    call.parameters.only(&["name"], &[])?;
    let name = call.parameters.one("name").ok_or_else(|| invalid("Parameter 'name' is required"))?;
    remove(call, name)
}

/// Removes the label that the path names.
pub(in crate::data_center) fn remove_by_path(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let name = call.capture(1);
    if name.contains('/') {
        return Err(invalid("A label with '/' in its name must be given in the query"));
    }
    remove(call, name)
}

/// Checks a label's name and returns it as it is kept: in lower case.
pub(in crate::data_center) fn checked(name: &str) -> Result<String, Answer> {
    if name.trim().is_empty() || name.chars().count() > LONGEST || name.contains(FORBIDDEN) {
        return Err(invalid(&format!("Invalid label name: {name}")));
    }
    Ok(name.to_lowercase())
}

/// Finds the ids of the labels that have a name, with a prefix in front or without.
pub(in crate::data_center) fn named(instance: &Instance, name: &str) -> Vec<u64> {
    let (prefix, name) = name.split_once(':').map_or((None, name), |(prefix, name)| (Some(prefix), name));
    let name = name.to_lowercase();
    let labels = instance.labels.values();
    labels
        .filter(|label| label.name == name && prefix.is_none_or(|prefix| label.prefix == prefix))
        .map(|label| label.id)
        .collect()
}

fn remove(call: &Call<'_>, name: &str) -> Reply {
    let mut instance = call.instance();
    let content = editable(call, &instance, call.id(0)?)?;
    let ids = named(&instance, name);
    let has = |labelling: &Labelling| ids.contains(&labelling.label);
    if !content.labels.iter().any(has) {
        return Err(missing(&format!("Content {} has no label {name}", content.id)));
    }
    let id = content.id;
    instance.now();
    if let Some(content) = instance.content.get_mut(&id) {
        content.labels.retain(|labelling| !has(labelling));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
