//! `POST /contentbody/convert/{to}`.

use http::StatusCode;

use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, LEAF, Schema};
use crate::data_center::fields::Fields;
use crate::data_center::refusal::invalid;
use crate::data_center::view::{READ_BODIES, read_body};

static CONVERTED: Schema = Schema(&[("webresource", &LEAF), ("content", &LEAF)]);
const FROM: &[&str] = &["storage", "editor", "view", "export_view", "styled_view", "anonymous_export_view", "wiki"];

/// Converts a body between representations; the simulator renders nothing.
pub(in crate::data_center) fn convert(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    Expand::read(&call.parameters, "", &CONVERTED)?;
    let to = call.capture(0);
    if !READ_BODIES.contains(&to) {
        return Err(invalid(&format!("'{to}' is no representation of content")));
    }
    let fields = Fields::read(call, &["value", "representation", "content", "webresource", "_links", "_expandable"])?;
    let from = fields.choice("representation", FROM)?.ok_or_else(|| fields.absent("representation"))?;
    let value = fields.text("value")?.ok_or_else(|| fields.absent("value"))?;
    let possible = match from {
        "storage" => matches!(to, "view" | "export_view" | "styled_view" | "editor"),
        "editor" => to == "storage",
        _ => false,
    };
    if !possible {
        return Err(invalid(&format!("Cannot convert from {from} to {to}")));
    }
    Ok(Answer::json(StatusCode::OK, &read_body(to, value)))
}
