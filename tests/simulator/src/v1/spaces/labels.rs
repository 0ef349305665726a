//! `/space/{key}/label`.

use http::StatusCode;
use serde_json::Value;

use super::space;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::Store;
use crate::v1::{labels, listing};

/// Lists the labels of a space.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    rows(call, &store)
}

/// Adds labels to a space.
pub(crate) fn add(call: &Call<'_>) -> Reply {
    let orders = call.value.as_array().cloned().unwrap_or_default();
    let labels = orders.iter().map(labels::read).collect::<Result<Vec<_>, _>>()?;
    if labels.is_empty() {
        return Err(Shape::V1.invalid("No labels given"));
    }
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    for (prefix, name) in &labels {
        store.add_label(id, prefix, name);
    }
    rows(call, &store)
}

/// Takes a label off a space.
pub(crate) fn remove(call: &Call<'_>) -> Reply {
    let (name, prefix) = (call.parameters.one("name").unwrap_or_default(), call.parameters.one("prefix"));
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    if !store.remove_label(id, |label| label.name == name && prefix.is_none_or(|prefix| label.prefix == prefix)) {
        return Err(v1(StatusCode::NOT_FOUND, &format!("The space has no label '{name}'")));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn rows(call: &Call<'_>, store: &Store) -> Reply {
    let space = space(call, store)?;
    let prefix = call.parameters.one("prefix");
    let found = store.labels_of(space.id).filter(|label| prefix.is_none_or(|prefix| label.prefix == prefix));
    let rows: Vec<Value> = found.map(labels::row).collect();
    listing::answer(call, &format!("/rest/api/space/{}/label", space.key), &rows, 200)
}
