//! The error shapes of the APIs, and of the gateway in front of those of Cloud.
//!
//! All are undocumented; the shapes are those that live sites were seen to answer.

use std::net::IpAddr;

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::data_center;
use crate::store::Kind;

/// Names the API version whose error shape a route answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `{"errors":[{"status","code","title","detail"}]}`.
    V2,
    /// `{"statusCode","data","message"}`.
    V1,
    /// `{"statusCode","data","message","reason"}`.
    DataCenter,
}

impl Shape {
    /// Refuses a request in this shape.
    pub(crate) fn refuse(self, status: StatusCode, text: &str) -> Answer {
        match self {
            Self::V2 => v2(status, text),
            Self::V1 => v1(status, text),
            Self::DataCenter => data_center::refusal::refuse(status, text),
        }
    }

    /// Refuses a request as invalid.
    pub(crate) fn invalid(self, text: &str) -> Answer {
        self.refuse(StatusCode::BAD_REQUEST, text)
    }

    /// Refuses a path whose id is no number.
    pub(crate) fn not_an_id(self, text: &str) -> Answer {
        self.wrong_type(text, "id", "ContentId")
    }

    /// Refuses a value of the wrong type.
    pub(crate) fn wrong_type(self, text: &str, name: &str, expected: &str) -> Answer {
        let title =
            format!("Provided value {{{text}}} for '{name}' is not the correct type. Expected type is {expected}");
        match self {
            Self::V2 => v2_detailed(StatusCode::BAD_REQUEST, &title, &json!("")),
            Self::V1 | Self::DataCenter => self.invalid(&title),
        }
    }
}

/// Refuses in the shape of Confluence Cloud REST API v2.
pub(crate) fn v2(status: StatusCode, title: &str) -> Answer {
    v2_detailed(status, title, &Value::Null)
}

/// Refuses because nothing of a kind has this id; only the texts for pages and folders were seen, the others are guesses.
pub(crate) fn absent(kind: Kind, id: u64) -> Answer {
    match kind {
        Kind::Page => no_page(id),
        Kind::Folder | Kind::Whiteboard | Kind::Database | Kind::Embed => {
            v2(StatusCode::NOT_FOUND, &format!("Content with id: [{id}] not found"))
        }
        Kind::Attachment => v2(StatusCode::NOT_FOUND, &format!("Cannot find an attachment with id [att{id}]")),
        kind => v2(StatusCode::NOT_FOUND, &format!("Cannot find a {} with id [{id}]", kind.name())),
    }
}

/// Refuses because no page has this id.
pub(crate) fn no_page(id: u64) -> Answer {
    v2(StatusCode::NOT_FOUND, &format!("Cannot find a page with id [{id}]"))
}

fn v2_detailed(status: StatusCode, title: &str, detail: &Value) -> Answer {
    let code = match status {
        StatusCode::BAD_REQUEST => "INVALID_REQUEST_PARAMETER",
        StatusCode::NOT_FOUND => "NOT_FOUND",
        StatusCode::CONFLICT => "CONFLICT",
        StatusCode::PAYLOAD_TOO_LARGE => "PAYLOAD_TOO_LARGE",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "UNSUPPORTED_MEDIA_TYPE",
        _ => "ERROR",
    };
    let error = json!({"status": status.as_u16(), "code": code, "title": title, "detail": detail});
    Answer::json(status, &json!({"errors": [error]}))
}

/// Answers what Confluence never would, so that no test takes a gap of the simulator for Confluence.
#[expect(clippy::print_stderr, reason = "a gap must be seen even where the answer is swallowed")]
pub(crate) fn no_route(text: &str) -> Answer {
    eprintln!("confluence-simulator: {text}");
    Answer::bytes(StatusCode::NOT_IMPLEMENTED, "text/plain;charset=UTF-8", text.to_owned())
}

/// Refuses a request whose `Host` is neither the real host nor the address of the simulator.
pub(crate) fn misdirected(headers: &HeaderMap, real: &str) -> Option<Answer> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_address(host) || host.eq_ignore_ascii_case(real) {
        return None;
    }
    let text = format!("the simulator stands for '{real}', not for '{host}'");
    Some(Answer::bytes(StatusCode::MISDIRECTED_REQUEST, "text/plain;charset=UTF-8", text))
}

/// Tells whether a host, with or without a port, is an IP address or `localhost`.
pub(crate) fn is_address(host: &str) -> bool {
    host.parse::<Authority>().is_ok_and(|authority| {
        let name = authority.host().trim_matches(['[', ']']);
        name == "localhost" || name.parse::<IpAddr>().is_ok()
    })
}

/// Refuses in the shape of the gateway in front of both API versions.
pub(crate) fn gateway(status: StatusCode, message: &str) -> Answer {
    Answer::json(status, &json!({"code": status.as_u16(), "message": message}))
}

/// Refuses in the shape of Confluence Cloud REST API v1.
pub(crate) fn v1(status: StatusCode, message: &str) -> Answer {
    let exception = match status {
        StatusCode::BAD_REQUEST => "BadRequestException",
        StatusCode::NOT_FOUND => "NotFoundException",
        StatusCode::CONFLICT => "ConflictException",
        StatusCode::GONE => "GoneException",
        _ => "ServiceException",
    };
    // A removed endpoint was seen with `authorized` true, a conflict with false.
    let authorized = status == StatusCode::GONE;
    let body = json!({
        "statusCode": status.as_u16(),
        "data": {"authorized": authorized, "valid": true, "errors": [], "successful": false},
        "message": format!("com.atlassian.confluence.api.service.exceptions.{exception}: {message}"),
    });
    Answer::json(status, &body)
}

/// Refuses because no content has this id.
pub(crate) fn no_content(id: u64) -> Answer {
    v1(StatusCode::NOT_FOUND, &format!("No content found with id: ContentId{{id={id}}}"))
}
