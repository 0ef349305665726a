//! What the instance says about itself.

use http::StatusCode;
use serde_json::json;

use super::call::Call;
use super::listing::Window;
use crate::answer::{Answer, Reply};

/// The version of the document that the instance follows.
const VERSION: &str = "10.0.3";

/// Tells that everything may be written.
pub(super) fn access_mode(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    Ok(Answer::json(StatusCode::OK, &json!("READ_WRITE")))
}

/// Tells the version; the build's number and date are made up.
pub(super) fn server_information(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let body = json!({
        "baseUrl": call.base(),
        "version": VERSION,
        "buildNumber": 10_000,
        "marketplaceBuildNumber": 10_000,
        "buildDate": "2026-01-01T00:00:00.000Z",
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Counts pages, spaces and users.
pub(super) fn metrics(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let instance = call.instance();
    call.administrator(&instance)?;
    let pages = instance.content.values().filter(|content| content.holds_title()).count();
    let body = json!({"pages": pages, "spaces": instance.spaces.len(), "users": instance.users.len()});
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Lists the one node; what the three maps of a node hold is a guess.
pub(super) fn nodes(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &[])?;
    let window = Window::read(call, 100)?;
    call.administrator(&call.instance())?;
    let node = json!({
        "nodeId": 1,
        "jvmStats": {},
        "props": {},
        "buildStats": {"version": VERSION},
    });
    Ok(Answer::json(StatusCode::OK, &window.page(call, vec![node], |node| node)))
}
