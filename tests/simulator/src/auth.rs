//! Who may pass: HTTP Basic, and the ways in which Confluence says no.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderName};
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::answer::Answer;
use crate::options::Options;
use crate::refusal::{self, Shape};
use crate::sabotage::html;

/// What Cloud answers to an account password.
const PASSWORD: &str = "Basic authentication with passwords is deprecated.  For more information, see: https://developer.atlassian.com/cloud/confluence/deprecation-notice-basic-auth/\n";
/// What v1 answers to bad, revoked or absent credentials.
const NO_ACCESS: &str = "com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: 403 FORBIDDEN \"Request rejected because caller cannot access Confluence\"";
/// The name of the one user of the Data Center instance.
const DATA_CENTER_USER: &str = "user";

/// Lets a request to a Cloud route pass, or refuses it as that API version does.
pub(crate) fn cloud(headers: &HeaderMap, options: &Options, shape: Shape) -> Result<(), Answer> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (scheme, _) = header.split_once(' ').unwrap_or((header, ""));
    if scheme.eq_ignore_ascii_case("bearer") {
        return Err(html(StatusCode::UNAUTHORIZED));
    }
    match basic(header) {
        Some((email, secret)) if email.eq_ignore_ascii_case(&options.email) => {
            if secret == options.api_token {
                return Ok(());
            }
            if secret == options.password {
                return Err(Answer::bytes(StatusCode::UNAUTHORIZED, "text/plain;charset=UTF-8", PASSWORD));
            }
        }
        _ => {}
    }
    Err(match shape {
        Shape::V2 => refusal::v2(StatusCode::NOT_FOUND, "Not Found"),
        Shape::V1 => Answer::json(StatusCode::FORBIDDEN, &json!({"statusCode": 403, "message": NO_ACCESS})),
    })
}

/// Lets a request to the Data Center instance pass, or refuses it.
pub(crate) fn data_center(headers: &HeaderMap, options: &Options) -> Result<(), Answer> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match basic(header) {
        Some((user, secret)) if user == DATA_CENTER_USER && secret == options.password => Ok(()),
        _ => Err(html(StatusCode::UNAUTHORIZED)
            .with(HeaderName::from_static("www-authenticate"), "Basic realm=\"Confluence\"")),
    }
}

fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, code) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(code.trim()).ok()?).ok()?;
    let (name, secret) = text.split_once(':')?;
    Some((name.to_owned(), secret.to_owned()))
}
