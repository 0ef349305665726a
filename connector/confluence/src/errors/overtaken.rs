//! What an update gets that came too late.

use connector_sdk::{Error, ErrorKind};

/// Says that something, such as a `comment`, changed between reading and updating it, where that is what happened.
pub(crate) fn overtaken(error: Error, what: &str, version_was_given: bool) -> Error {
    if error.kind != ErrorKind::Conflict {
        return error;
    }
    let hint = if version_was_given {
        format!("Read the {what} again and base the update on its new version, or leave out `version`")
    } else {
        format!("Try again: somebody changed the {what} between reading and updating it")
    };
    Error { message: format!("the {what} changed meanwhile: {}", error.message), ..error }.hint(hint)
}
