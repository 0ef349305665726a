//! `GET /content/{id}/history/{version}/macro/id/{macroId}` and its conversions.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::markup;
use crate::refusal::{no_content, v1};
use crate::site::Call;
use crate::v1::conversions;

/// Returns a macro: its name, body and parameters.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let found = find(call)?;
    let parameters: Value =
        found.parameters.iter().map(|(name, value)| (name.clone(), json!({"value": value}))).collect();
    let body = json!({
        "name": found.name,
        "body": found.body,
        "parameters": parameters,
        "_links": {"base": call.base(), "context": "/wiki"},
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Returns a macro's body in some format.
pub(crate) fn convert(call: &Call<'_>) -> Reply {
    let found = find(call)?;
    conversions::check_format(call.capture(3))?;
    let links = json!({"base": call.base(), "context": "/wiki"});
    let body = json!({"value": found.body, "representation": call.capture(3), "_expandable": {}, "_links": links});
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Begins to convert a macro's body.
pub(crate) fn convert_later(call: &Call<'_>) -> Reply {
    let found = find(call)?;
    conversions::check_format(call.capture(3))?;
    Ok(conversions::begin(call, call.capture(3), &found.body))
}

fn find(call: &Call<'_>) -> Result<markup::MacroElement, Answer> {
    let id = call.id()?;
    let number = call.number(1, "version")?;
    let store = call.world.store();
    let page = store.content(id).ok_or_else(|| no_content(id))?;
    let revision = if number == 0 { Some(&page.latest) } else { page.revision(number) };
    let found = revision.and_then(|revision| markup::find_macro(&revision.body.storage(), call.capture(2)));
    found.ok_or_else(|| v1(StatusCode::NOT_FOUND, &format!("No macro found with id: {}", call.capture(2))))
}
