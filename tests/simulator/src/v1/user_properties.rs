//! `/user/{userId}/property`.

use http::StatusCode;
use serde_json::{Value, json};

use super::listing;
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;

/// How long a key may be; the documents only say that there is a bound.
const LONGEST_KEY: usize = 127;
/// How large a value may be, in bytes; a guess, too.
const LARGEST: usize = 32 * 1024;

/// Lists the keys of a user's properties, 5 at a time by default.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let account = owner(call)?;
    let store = call.world.store();
    let keys = store.user_property_keys(account.id());
    let rows: Vec<Value> = keys.into_iter().map(|key| json!({"key": key})).collect();
    listing::answer(call, &format!("/rest/api/user/{}/property", account.id()), &rows, 5)
}

/// Returns a property.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let account = owner(call)?;
    let key = call.capture(1);
    let store = call.world.store();
    let property = store.user_property(account.id(), key).ok_or_else(|| absent(key))?;
    let own = format!("{}/rest/api/user/{}/property/{key}", call.base(), account.id());
    let body = json!({
        "key": key,
        "value": property.value,
        "id": property.id.to_string(),
        "lastModifiedDate": property.modified.to_string(),
        "createdDate": property.created.to_string(),
        "_links": {"self": own},
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Adds a property under a key that is new.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let account = owner(call)?;
    let key = checked(call)?;
    let mut store = call.world.store();
    if store.user_property(account.id(), key).is_some() {
        return Err(v1(StatusCode::CONFLICT, &format!("Property with key already exists: {key}")));
    }
    store.set_user_property(account.id(), key, call.value["value"].clone());
    Ok(Answer::empty(StatusCode::CREATED))
}

/// Changes a property.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let account = owner(call)?;
    let key = checked(call)?;
    let mut store = call.world.store();
    if store.user_property(account.id(), key).is_none() {
        return Err(absent(key));
    }
    store.set_user_property(account.id(), key, call.value["value"].clone());
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Removes a property.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let account = owner(call)?;
    let key = call.capture(1);
    if !call.world.store().remove_user_property(account.id(), key) {
        return Err(absent(key));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn owner(call: &Call<'_>) -> Result<Account, Answer> {
    let id = call.capture(0);
    Account::with_id(id).ok_or_else(|| v1(StatusCode::NOT_FOUND, &format!("No user found with accountId: {id}")))
}

fn checked<'a>(call: &'a Call<'_>) -> Result<&'a str, Answer> {
    let key = call.capture(1);
    if key.chars().count() > LONGEST_KEY {
        return Err(Shape::V1.invalid("The key is too long"));
    }
    if call.value["value"].as_object().is_none_or(serde_json::Map::is_empty) {
        return Err(Shape::V1.invalid("The value is empty"));
    }
    if call.value["value"].to_string().len() > LARGEST {
        return Err(Shape::V1.invalid("The value is too long"));
    }
    Ok(key)
}

fn absent(key: &str) -> Answer {
    v1(StatusCode::NOT_FOUND, &format!("No property found with key: {key}"))
}
