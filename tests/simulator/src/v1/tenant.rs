//! `GET /_edge/tenant_info`.

use http::StatusCode;
use serde_json::json;

use crate::answer::{Answer, Reply};
use crate::site::Call;

/// The cloud id of the simulated site.
const CLOUD_ID: &str = "00000000-0000-4000-8000-00000000c10d";

/// Returns the site's cloud id to anyone.
pub(crate) fn tenant(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    Ok(Answer::json(StatusCode::OK, &json!({"cloudId": CLOUD_ID})))
}
