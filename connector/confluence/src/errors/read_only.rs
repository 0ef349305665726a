//! What a change gets that the account may not make.

use connector_sdk::{Error, ErrorKind};

const ASK: &str = "Ask whoever restricted it, or an administrator of the space, to let the account of the connection \
                   change it";

/// Says that something, such as a `page`, may be read and not changed: Confluence does not find it for a change, right
/// after it was read.
pub(crate) fn read_only(error: Error, what: &str) -> Error {
    if error.status != Some(404) {
        return error;
    }
    let message = format!("the account of the connection may read the {what}, but not change it: {}", error.message);
    Error { kind: ErrorKind::Forbidden, message, ..error }.hint(ASK)
}
