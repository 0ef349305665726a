//! `GET /_edge/tenant_info`.

use http::StatusCode;
use serde_json::json;

use crate::answer::{Answer, Reply};
use crate::site::Call;

/// Returns the site's cloud id to anyone.
pub(crate) fn tenant(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    Ok(Answer::json(StatusCode::OK, &json!({"cloudId": call.tenant.cloud_id()})))
}
