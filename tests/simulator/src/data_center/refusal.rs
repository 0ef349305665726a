//! The one error shape of Data Center: `RestError` of its document.
//!
//! Which of `authorized` and `valid` an error sets is a guess, and so is the wording of most messages.

use http::StatusCode;
use serde_json::json;

use crate::answer::Answer;

/// Refuses a request: `{"statusCode","data","message","reason"}`.
pub(crate) fn refuse(status: StatusCode, message: &str) -> Answer {
    let authorized = !matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
    let valid = !matches!(status, StatusCode::BAD_REQUEST | StatusCode::CONFLICT);
    let exception = match status {
        StatusCode::BAD_REQUEST => "com.atlassian.confluence.api.service.exceptions.BadRequestException: ",
        StatusCode::CONFLICT => "com.atlassian.confluence.api.service.exceptions.ConflictException: ",
        StatusCode::FORBIDDEN => "com.atlassian.confluence.api.service.exceptions.PermissionException: ",
        StatusCode::NOT_FOUND => "com.atlassian.confluence.api.service.exceptions.NotFoundException: ",
        _ => "",
    };
    let errors = if valid { json!([]) } else { json!([{"message": {"translation": message, "args": []}}]) };
    let body = json!({
        "statusCode": status.as_u16(),
        "data": {
            "authorized": authorized,
            "valid": valid,
            "allowedInReadOnlyMode": true,
            "errors": errors,
            "successful": false,
        },
        "message": format!("{exception}{message}"),
        "reason": status.canonical_reason().unwrap_or_default(),
    });
    Answer::json(status, &body)
}

/// Refuses what makes no sense.
pub(super) fn invalid(message: &str) -> Answer {
    refuse(StatusCode::BAD_REQUEST, message)
}

/// Refuses what the caller may not do.
pub(super) fn forbidden(message: &str) -> Answer {
    refuse(StatusCode::FORBIDDEN, message)
}

/// Refuses what contradicts the state of things.
pub(super) fn conflict(message: &str) -> Answer {
    refuse(StatusCode::CONFLICT, message)
}

/// Refuses for want of something, or of the right to see it.
pub(super) fn missing(message: &str) -> Answer {
    refuse(StatusCode::NOT_FOUND, message)
}

/// Refuses because no content has this id.
pub(super) fn no_content(id: u64) -> Answer {
    missing(&format!("No content found with id: ContentId{{id={id}}}"))
}

/// Refuses because no space has this key.
pub(super) fn no_space(key: &str) -> Answer {
    missing(&format!("No space found with key : {key}"))
}
