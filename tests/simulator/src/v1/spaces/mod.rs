//! What v1 still does with spaces: makes, changes and deletes them, and sets them up.

pub(super) mod labels;
pub(super) mod permissions;
pub(super) mod settings;
pub(super) mod themes;

use http::StatusCode;
use serde_json::{Value, json};

use super::long_tasks;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::{Job, Space, Store};
use crate::v2::{check_key, derived_key};

/// Creates a space.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    make(call)
}

/// Creates a space that only its creator sees.
pub(crate) fn create_private(call: &Call<'_>) -> Reply {
    if call.value["permissions"].is_array() {
        return Err(Shape::V1.invalid("A private space takes no permissions"));
    }
    make(call)
}

/// Changes the name, the description or the homepage of a space.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    let name = call.value["name"].as_str();
    let description = call.value["description"]["plain"]["value"].as_str();
    if let Some(homepage) = call.value["homepage"]["id"].as_str() {
        let page = homepage.parse().ok().filter(|page| store.page(*page).is_some_and(|page| page.space == id));
        let page = page.ok_or_else(|| Shape::V1.invalid(&format!("{homepage} is no page of the space")))?;
        store.set_homepage(id, page);
    }
    store.update_space(id, name, description);
    let space = space(call, &store)?;
    Ok(Answer::json(StatusCode::OK, &row(call, &store, space)))
}

/// Deletes a space with all its content.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    Ok(long_tasks::accept(call, &mut store, Job::DeleteSpace(id)))
}

/// Returns the space with the key in the path's first place.
pub(super) fn space<'a>(call: &Call<'_>, store: &'a Store) -> Result<&'a Space, Answer> {
    keyed(store, call.capture(0))
}

/// Returns the space with a key.
pub(super) fn keyed<'a>(store: &'a Store, key: &str) -> Result<&'a Space, Answer> {
    store.space_keyed(key).ok_or_else(|| v1(StatusCode::NOT_FOUND, &format!("No space found with key: {key}")))
}

/// Writes a space.
pub(super) fn row(call: &Call<'_>, store: &Store, space: &Space) -> Value {
    let base = call.base();
    let key = &space.key;
    let home = store.page(space.homepage).map(|page| format!("/rest/api/content/{}", page.id));
    json!({
        "id": space.id,
        "key": key,
        "alias": key,
        "name": space.name,
        "description": {"plain": {"value": space.description, "representation": "plain", "embeddedContent": []}},
        "type": "global",
        "status": "current",
        "_expandable": {
            "settings": format!("/rest/api/space/{key}/settings"),
            "metadata": "",
            "operations": "",
            "lookAndFeel": format!("/rest/api/settings/lookandfeel?spaceKey={key}"),
            "permissions": "",
            "icon": "",
            "theme": format!("/rest/api/space/{key}/theme"),
            "history": "",
            "homepage": home,
            "identifiers": "",
        },
        "_links": {
            "webui": format!("/spaces/{key}"),
            "self": format!("{base}/rest/api/space/{key}"),
            "base": base,
            "context": "/wiki",
        },
    })
}

fn make(call: &Call<'_>) -> Reply {
    let text = |name: &str| call.value[name].as_str();
    let name = text("name").unwrap_or_default().trim();
    if name.is_empty() {
        return Err(Shape::V1.invalid("Field 'name' is required"));
    }
    let mut store = call.world.store();
    let key = match text("key").or(text("alias")) {
        Some(key) => {
            check_key(&store, key).map_err(|text| Shape::V1.invalid(&text))?;
            key.to_owned()
        }
        None => derived_key(&store, name),
    };
    let description = call.value["description"]["plain"]["value"].as_str().unwrap_or_default();
    let id = store.create_space(&key, name, description);
    let space = store.space(id).ok_or_else(|| Shape::V1.invalid("The space is gone"))?;
    Ok(Answer::json(StatusCode::OK, &row(call, &store, space)))
}
