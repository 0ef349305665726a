//! `/space/{key}/settings`.

use http::StatusCode;
use serde_json::{Value, json};

use super::space;
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::{Space, Store};

/// Returns the settings of a space.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    Ok(Answer::json(StatusCode::OK, &row(call, &store, space(call, &store)?)))
}

/// Changes settings of a space; those that are not named stay.
pub(crate) fn put(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    let settings = store.looks_mut().settings.entry(id).or_default();
    for (name, value) in call.value.as_object().into_iter().flatten() {
        settings.insert(name.clone(), value.clone());
    }
    Ok(Answer::json(StatusCode::OK, &row(call, &store, space(call, &store)?)))
}

fn row(call: &Call<'_>, store: &Store, space: &Space) -> Value {
    let base = call.base();
    let mut row = json!({
        "routeOverrideEnabled": false,
        "editor": {"page": "v2", "blogpost": "v2", "default": "v2"},
        "contentMode": "standard",
        "spaceKey": space.key,
        "_links": {"self": format!("{base}/rest/api/space/{}/settings", space.key), "base": base, "context": "/wiki"},
    });
    for (name, value) in store.looks().settings.get(&space.id).into_iter().flatten() {
        row[name] = value.clone();
    }
    row
}
