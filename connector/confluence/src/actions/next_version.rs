//! The version that an update makes of the one that it is based on.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Error, ErrorKind};

/// The version after this one, with a note about the change where there is one.
pub(super) fn next_version(based_on: u64, message: Option<&str>) -> Value {
    let mut version = json!({ "number": based_on.saturating_add(1) });
    if let Some(message) = message {
        version["message"] = message.into();
    }
    version
}

/// The number of the version that something, such as a `comment`, has.
///
/// # Errors
/// `service` where Confluence does not say it.
pub(super) fn number_of(current: &Value, what: &str) -> Result<u64, Error> {
    current["version"]["number"]
        .as_u64()
        .ok_or_else(|| Error::new(ErrorKind::Service, format!("Confluence answered with a {what} without its version")))
}
