//! `POST /content/{id}/permission/check`.

use http::StatusCode;
use serde_json::json;

use super::{restrictable, subjects};
use crate::answer::{Answer, Reply};
use crate::site::Call;

/// Tells whether somebody may do something with some content.
pub(crate) fn check(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = restrictable(call, &store)?;
    let subject = &call.value["subject"];
    let name = subject["identifier"].as_str().unwrap_or_default();
    let subject = match subject["type"].as_str() {
        Some("group") => subjects::group(&store, name)?,
        _ => subjects::user(name)?,
    };
    let operation = call.value["operation"].as_str().unwrap_or_default();
    // Whoever may update content may delete it.
    let allowed = store.allows(&subject, id, operation);
    let errors = if allowed { json!([]) } else { json!([{"translation": "Restricted", "args": []}]) };
    let links = json!({"base": call.base(), "context": "/wiki"});
    Ok(Answer::json(StatusCode::OK, &json!({"hasPermission": allowed, "errors": errors, "_links": links})))
}
