//! Routes below `/_simulator/`, for those who cannot call the library.

use std::time::Duration;

use http::request::Parts;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::accounts::ACCOUNT_ID;
use crate::answer::Answer;
use crate::fault::Fault;
use crate::journal::LoggedRequest;
use crate::world::World;

/// Tells whether a path is a control route; those are neither logged nor faulted.
pub(crate) fn is_control(path: &str) -> bool {
    path.starts_with("/_simulator/")
}

/// Answers a control request.
pub(crate) fn answer(world: &World, parts: &Parts, body: &[u8]) -> Answer {
    let path = parts.uri.path();
    match (&parts.method, path) {
        (&Method::POST, "/_simulator/faults") => match serde_json::from_slice::<Fault>(body) {
            Ok(fault) => {
                world.faults.push(fault);
                Answer::empty(StatusCode::NO_CONTENT)
            }
            Err(error) => text(StatusCode::BAD_REQUEST, format!("not a fault: {error}")),
        },
        (&Method::DELETE, "/_simulator/faults") => {
            world.faults.clear();
            Answer::empty(StatusCode::NO_CONTENT)
        }
        (&Method::GET, "/_simulator/requests") => {
            let requests: Vec<Value> = world.journal.requests().iter().map(spelled).collect();
            Answer::json(StatusCode::OK, &json!(requests))
        }
        (&Method::DELETE, "/_simulator/requests") => {
            world.journal.clear();
            Answer::empty(StatusCode::NO_CONTENT)
        }
        (&Method::POST, "/_simulator/index/hold" | "/_simulator/index/release") => {
            world.store().hold_index(path.ends_with("hold"));
            Answer::empty(StatusCode::NO_CONTENT)
        }
        (&Method::POST, "/_simulator/callbacks") => match std::str::from_utf8(body) {
            Ok(url) if !url.is_empty() => {
                world.register_callback(url);
                Answer::empty(StatusCode::NO_CONTENT)
            }
            _ => text(StatusCode::BAD_REQUEST, "not a URL".to_owned()),
        },
        (&Method::POST, _) if path.starts_with("/_simulator/advance/") => {
            match path.trim_start_matches("/_simulator/advance/").parse() {
                Ok(seconds) => {
                    world.advance(Duration::from_secs(seconds));
                    Answer::empty(StatusCode::NO_CONTENT)
                }
                Err(error) => text(StatusCode::BAD_REQUEST, format!("not a number of seconds: {error}")),
            }
        }
        (&Method::POST, _) if path.starts_with("/_simulator/like/") => {
            done(path.trim_start_matches("/_simulator/like/"), |id| world.store().like(id, ACCOUNT_ID))
        }
        (&Method::POST, _) if path.starts_with("/_simulator/view/") => {
            done(path.trim_start_matches("/_simulator/view/"), |id| world.store().view(id, ACCOUNT_ID))
        }
        (&Method::POST, _) => match path.strip_prefix("/_simulator/archive/").and_then(|id| id.parse().ok()) {
            Some(id) if world.store().archive(id) => Answer::empty(StatusCode::NO_CONTENT),
            Some(id) => text(StatusCode::NOT_FOUND, format!("no current page {id}")),
            None => unknown(parts),
        },
        _ => unknown(parts),
    }
}

/// Does something with an id, and tells whether there was anything to do it with.
fn done(id: &str, act: impl FnOnce(u64) -> bool) -> Answer {
    if id.parse().is_ok_and(act) {
        return Answer::empty(StatusCode::NO_CONTENT);
    }
    text(StatusCode::NOT_FOUND, format!("nothing has the id {id}"))
}

fn unknown(parts: &Parts) -> Answer {
    text(StatusCode::NOT_IMPLEMENTED, format!("no control route {} {}", parts.method, parts.uri.path()))
}

fn text(status: StatusCode, text: String) -> Answer {
    Answer::bytes(status, "text/plain;charset=UTF-8", text)
}

/// Spells a logged request as JSON; the body is text there, with what is not UTF-8 replaced.
fn spelled(logged: &LoggedRequest) -> Value {
    json!({
        "origin": logged.origin,
        "method": logged.method,
        "path": logged.path,
        "query": logged.query,
        "headers": logged.headers,
        "bodyBytes": logged.body_bytes,
        "body": String::from_utf8_lossy(&logged.body),
        "grantType": logged.grant_type(),
        "status": logged.status,
    })
}
