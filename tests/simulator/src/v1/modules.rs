//! Modules that a Connect app registers at run time: `/rest/atlassian-connect/1/app/module/dynamic`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;

/// Lists the modules.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    check(call)?;
    Ok(Answer::json(StatusCode::OK, &json!({"modules": call.world.store().modules()})))
}

/// Registers modules.
pub(crate) fn register(call: &Call<'_>) -> Reply {
    check(call)?;
    let new: Vec<Value> = call.value["modules"].as_array().cloned().unwrap_or_default();
    let mut store = call.world.store();
    for module in &new {
        let Some(key) = key(module) else { return Err(Shape::V1.invalid("Every module needs a key")) };
        if store.modules().iter().any(|known| self::key(known) == Some(key)) {
            return Err(Shape::V1.invalid(&format!("The module key '{key}' is taken")));
        }
    }
    store.modules_mut().extend(new);
    Ok(Answer::empty(StatusCode::OK))
}

/// Removes modules; keys that no module has are passed over.
pub(crate) fn remove(call: &Call<'_>) -> Reply {
    check(call)?;
    let keys = call.parameters.list("moduleKey").unwrap_or_default();
    let mut store = call.world.store();
    store.modules_mut().retain(|module| !key(module).is_some_and(|key| keys.contains(&key)));
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn key(module: &Value) -> Option<&str> {
    module["key"].as_str()
}

/// The service account stands for a Connect app, which nobody else is.
fn check(call: &Call<'_>) -> Result<(), Answer> {
    if call.account == Account::Service {
        return Ok(());
    }
    Err(v1(StatusCode::UNAUTHORIZED, "Only a Connect app may do this"))
}
