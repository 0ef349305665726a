//! `/app/properties`: only for Forge apps in their own name, which nobody is here by default.

use http::StatusCode;
use serde_json::{Value, json};

use super::fields::invalid;
use super::listing;
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;

/// How long a key may be.
const LONGEST_KEY: usize = 127;

/// Lists the app's properties, 50 at a time by default.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    check(call)?;
    let store = call.world.store();
    let properties: Vec<(&String, &Value)> = store.app_properties().iter().collect();
    let places: Vec<u64> = (0..properties.len() as u64).collect();
    listing::answer(call, "/wiki/api/v2/app/properties", &places, 50, |place| {
        let (key, value) = properties.get(usize::try_from(place).ok()?)?;
        Some(json!({"key": key, "value": value}))
    })
}

/// Returns one.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    check(call)?;
    let store = call.world.store();
    let key = call.capture(0);
    let value = store.app_properties().get(key).ok_or_else(|| absent(key))?;
    Ok(Answer::json(StatusCode::OK, &json!({"key": key, "value": value})))
}

/// Sets one.
pub(crate) fn put(call: &Call<'_>) -> Reply {
    check(call)?;
    let known = call.world.store().set_app_property(call.capture(0), call.value.clone());
    Ok(Answer::empty(if known { StatusCode::OK } else { StatusCode::CREATED }))
}

/// Removes one; that an absent one is no error is what the documents list for it.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    check(call)?;
    call.world.store().remove_app_property(call.capture(0));
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// The service account stands for an app in its own name; people are turned away.
fn check(call: &Call<'_>) -> Result<(), Answer> {
    if call.account != Account::Service {
        return Err(v2(StatusCode::FORBIDDEN, "Only an app may do this, in its own name"));
    }
    if call.capture(0).chars().count() > LONGEST_KEY {
        return Err(invalid(&format!("The key has more than {LONGEST_KEY} characters")));
    }
    Ok(())
}

fn absent(key: &str) -> Answer {
    v2(StatusCode::NOT_FOUND, &format!("Cannot find a property with key [{key}]"))
}
