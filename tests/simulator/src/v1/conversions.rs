//! `/contentbody/convert/async`.

use std::time::Duration;

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::markup;
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::Conversion;

/// The only target that both the documents' enumeration and their text on refusals allow.
const TARGETS: [&str; 1] = ["export_view"];
/// The targets of the bulk operation.
const BULK_TARGETS: [&str; 5] = ["editor", "export_view", "storage", "styled_view", "view"];
/// How many conversions may be asked for at once.
const MOST: usize = 10;
/// How long a result can be fetched.
const KEPT: Duration = Duration::from_mins(5);

/// Begins one conversion.
pub(crate) fn convert(call: &Call<'_>) -> Reply {
    let to = call.capture(0);
    check_format(to)?;
    check_context(call, &call.parameters.one("contentIdContext").map_or(Value::Null, |id| json!(id)))?;
    let text = read(&call.value)?;
    Ok(begin(call, to, &text))
}

/// Tells how far a conversion is, and its result when that is there.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let id = call.capture(0);
    if id.len() != 36 {
        return Err(Shape::V1.invalid(&format!("Invalid async id: {id}")));
    }
    Ok(Answer::json(StatusCode::OK, &look(call, id)?))
}

/// Begins several conversions; what cannot be converted is said in its place.
pub(crate) fn convert_all(call: &Call<'_>) -> Reply {
    let inputs: Vec<&Value> = call.value["conversionInputs"].as_array().into_iter().flatten().collect();
    if inputs.len() > MOST {
        return Err(Shape::V1.invalid(&format!("At most {MOST} conversions can be asked for at once")));
    }
    let rows = inputs.into_iter().map(|input| {
        let to = input["to"].as_str().unwrap_or_default();
        let text = read(&input["body"]).ok().filter(|_| BULK_TARGETS.contains(&to));
        let id = text.map(|text| call.world.store().begin_conversion(call.account, to, &text, call.world.now()));
        json!({"asyncId": id.unwrap_or_else(|| "FAILED_TO_QUEUE".to_owned())})
    });
    Ok(Answer::json(StatusCode::OK, &rows.collect()))
}

/// Tells how far several conversions are.
pub(crate) fn get_all(call: &Call<'_>) -> Answer {
    let ids = call.parameters.list("ids").unwrap_or_default();
    let rows: Vec<Value> = ids
        .into_iter()
        .map(|id| look(call, id).unwrap_or_else(|_| json!({"status": "FAILED", "error": format!("No task {id}")})))
        .collect();
    Answer::json(StatusCode::OK, &json!(rows))
}

/// Refuses a target that one conversion does not have.
pub(super) fn check_format(to: &str) -> Result<(), Answer> {
    if TARGETS.contains(&to) {
        return Ok(());
    }
    Err(Shape::V1.invalid(&format!("Conversion to '{to}' is not supported; only export_view is")))
}

/// Begins a conversion and answers its id.
pub(super) fn begin(call: &Call<'_>, to: &str, text: &str) -> Answer {
    let id = call.world.store().begin_conversion(call.account, to, text, call.world.now());
    Answer::json(StatusCode::OK, &json!({"asyncId": id}))
}

fn look(call: &Call<'_>, id: &str) -> Result<Value, Answer> {
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No conversion found with id: {id}"));
    let found = call.world.store().look_at_conversion(id).ok_or_else(absent)?;
    if found.account != call.account {
        return Err(v1(StatusCode::FORBIDDEN, "The conversion was asked for by somebody else"));
    }
    if call.world.now().saturating_sub(found.begun) >= KEPT {
        return Err(absent());
    }
    Ok(written(&found))
}

/// The first look finds the work under way, later ones find it done.
fn written(found: &Conversion) -> Value {
    if found.polls == 0 {
        return json!({"status": "WORKING", "renderTaskId": found.id});
    }
    json!({
        "status": "COMPLETED",
        "renderTaskId": found.id,
        "value": found.value,
        "representation": found.to,
        "_expandable": {"content": "", "embeddedContent": "", "webresource": "", "mediaToken": ""},
    })
}

fn check_context(call: &Call<'_>, id: &Value) -> Result<(), Answer> {
    let Some(id) = id.as_str() else { return Ok(()) };
    let known = id.parse().is_ok_and(|id| call.world.store().content(id).is_some());
    if known { Ok(()) } else { Err(v1(StatusCode::NOT_FOUND, &format!("No content found with id: {id}"))) }
}

/// Reads `{"value","representation"}` as storage; the simulator renders nothing.
fn read(body: &Value) -> Result<String, Answer> {
    let (value, format) = (body["value"].as_str().unwrap_or_default(), body["representation"].as_str());
    match format {
        Some("storage" | "editor") => Ok(value.to_owned()),
        Some("atlas_doc_format") if markup::is_document(value) => Ok(markup::paragraph(&markup::document_text(value))),
        Some(format) => Err(Shape::V1.invalid(&format!("A body in the format '{format}' cannot be converted"))),
        None => Err(Shape::V1.invalid("Field 'representation' is required")),
    }
}
