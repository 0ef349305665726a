//! `POST /spaces`.

use http::StatusCode;
use serde_json::{Value, json};

use super::fields::{invalid, missing};
use super::{object, spaces};
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::Store;

/// Creates a space with a homepage.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let text = |name: &str| call.value[name].as_str();
    let name = text("name").map(str::trim).filter(|name| !name.is_empty()).ok_or_else(|| missing("name"))?;
    if name.chars().count() > 200 {
        return Err(invalid("Field 'name' has more than 200 characters"));
    }
    let private = call.value["createPrivateSpace"] == true;
    let roles = call.value["roleAssignments"].as_array();
    if private && roles.is_some() {
        return Err(invalid("A private space takes no role assignments"));
    }
    let description = &call.value["description"];
    if description["representation"].as_str().is_some_and(|format| format != "plain") {
        return Err(invalid("Field 'description.representation' must be plain"));
    }
    let mut store = call.world.store();
    let key = match text("key").or(text("alias")) {
        Some(key) => {
            check_key(&store, key).map_err(|text| invalid(&text))?;
            key.to_owned()
        }
        None => derived_key(&store, name),
    };
    let id = store.create_space(&key, name, description["value"].as_str().unwrap_or_default());
    for order in roles.into_iter().flatten() {
        let principal = &order["principal"];
        let (kind, who) = (principal["principalType"].as_str(), principal["principalId"].as_str());
        let (Some(kind), Some(who)) = (kind, who) else { return Err(missing("roleAssignments.principal")) };
        store.assign(id, kind, who, order["roleId"].as_str());
    }
    let space = store.space(id).ok_or_else(|| spaces::no_space(id))?;
    let mut json = object(spaces::row(space, Some("plain"), false));
    json.insert("_links".to_owned(), json!({"webui": format!("/spaces/{key}"), "base": call.base()}));
    Ok(Answer::json(StatusCode::CREATED, &Value::Object(json)))
}

/// Tells what is wrong with a key for a new space.
pub(crate) fn check_key(store: &Store, key: &str) -> Result<(), String> {
    if key.is_empty() || key.len() > 255 || !key.chars().all(|letter| letter.is_ascii_alphanumeric()) {
        return Err(format!("Invalid space key: {key}"));
    }
    match store.space_keyed(key) {
        Some(_) => Err(format!("A space already exists with key {key}")),
        None => Ok(()),
    }
}

/// Makes a key from a name; how real sites do it is a guess.
pub(crate) fn derived_key(store: &Store, name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
    let stem = if letters.is_empty() { "SPACE".to_owned() } else { letters.to_uppercase() };
    let mut key = stem.clone();
    let mut number = 1;
    while store.space_keyed(&key).is_some() {
        number += 1;
        key = format!("{stem}{number}");
    }
    key
}
