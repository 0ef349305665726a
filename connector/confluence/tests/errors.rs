//! What answers mean that no case records: those that a host repeats, and each auth type's next step.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use connector_confluence::Confluence;
use connector_sdk::player::{Case, Replay};
use connector_sdk::serde_json::{Value, from_value, json};
use connector_sdk::{Connector, Context, Error, ErrorKind, Method, Request, Response, ResponseBody};

fn explain(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    explain_on(&json!({"authType": "api-token"}), status, headers, body)
}

fn explain_on(connection: &Value, status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    let case = json!({"description": "", "connection": connection, "exchanges": []});
    let case: Case = from_value(case).unwrap();
    let replay = Replay::new(&case);
    let response = Response {
        status,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: ResponseBody::Memory(body.as_bytes().to_vec()),
    };
    Confluence::explain(&Context::new::<Confluence>(&replay), &Request::new(Method::Get, "/"), &response)
}

#[test]
fn an_error_carries_what_support_asks_for() {
    let body = r#"{"errors":[{"status":400,"code":"INVALID_REQUEST_PARAMETER","title":"Bad","detail":"Very bad"}]}"#;
    let error = explain(400, &[("atl-traceid", "0123456789abcdef")], body);
    assert_eq!(error.message, "Bad: Very bad");
    assert_eq!(error.code.as_deref(), Some("INVALID_REQUEST_PARAMETER"));
    assert_eq!(error.trace_id.as_deref(), Some("0123456789abcdef"));
    assert_eq!(explain(500, &[("atl-request-id", "7")], "").trace_id.as_deref(), Some("7"));
}

#[test]
fn every_status_has_its_kind() {
    for (status, kind) in [
        (302, ErrorKind::Service),
        (400, ErrorKind::InvalidInput),
        (401, ErrorKind::Unauthenticated),
        (403, ErrorKind::Forbidden),
        (404, ErrorKind::NotFound),
        (405, ErrorKind::InvalidInput),
        (409, ErrorKind::Conflict),
        (410, ErrorKind::Unavailable),
        (413, ErrorKind::InvalidInput),
        (415, ErrorKind::InvalidInput),
        (429, ErrorKind::RateLimited),
        (500, ErrorKind::Service),
        (501, ErrorKind::Unavailable),
        (503, ErrorKind::Service),
    ] {
        for body in ["", "<html><body>No</body></html>", "{}", r#"{"message":""}"#, r#"{"errors":[]}"#, "[1]"] {
            let error = explain(status, &[], body);
            assert_eq!(error.kind, kind, "{status} {body}");
            assert_eq!(error.status, Some(status));
            assert!(!error.message.is_empty() && !error.message.contains('<'), "{status} {body}: {}", error.message);
        }
    }
}

#[test]
fn the_gateway_says_which_scope_is_missing_in_a_401() {
    let error = explain(401, &[], r#"{"code":401,"message":"Unauthorized; scope does not match"}"#);
    assert_eq!(error.kind, ErrorKind::Forbidden);
    assert_eq!(error.message, "the credential lacks a scope for this");
    assert!(error.missing_scopes.is_empty());
}

#[test]
fn a_bearer_challenge_says_it_too() {
    let challenge = [("www-authenticate", "Bearer error=\"insufficient_scope\"")];
    let error = explain_on(&json!({"address": "uri", "authType": "oauth2-data-center"}), 403, &challenge, "");
    assert_eq!(error.message, "the credential lacks a scope for this");
    assert!(error.hint.unwrap().contains("scope set"));
}

#[test]
fn every_auth_type_has_its_own_next_step() {
    let manifest = Confluence::manifest();
    let mut hints = std::collections::BTreeSet::new();
    let refusal = r#"{"statusCode":403,"message":"Current user not permitted to use Confluence"}"#;
    for auth_type in &manifest.auth_types {
        for (status, body) in [(401, ""), (403, refusal)] {
            let error = explain_on(&json!({"authType": auth_type.name}), status, &[], body);
            assert_eq!(error.kind, ErrorKind::Unauthenticated);
            hints.insert(error.hint.unwrap());
        }
        assert!(explain_on(&json!({"authType": auth_type.name}), 403, &[], "{}").kind == ErrorKind::Forbidden);
    }
    // Both ways to sign in with OAuth 2.0 are reconnected alike.
    assert_eq!(hints.len(), manifest.auth_types.len() - 1, "{hints:#?}");
    assert!(!hints.iter().any(|hint| hint.starts_with("Check the credential of the connection")));
}

#[test]
fn a_bare_404_of_the_gateway_is_about_the_site() {
    let gateway = json!({"authType": "oauth2", "cloudId": "1"});
    for body in ["", r#"{"code":404,"message":"Not Found"}"#] {
        let error = explain_on(&gateway, 404, &[], body);
        assert_eq!(error.message, "Atlassian's gateway does not find the site of this connection", "{body}");
    }
    for body in [r#"{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found"}]}"#, "<html></html>"] {
        assert!(!explain_on(&gateway, 404, &[], body).message.contains("gateway"), "{body}");
    }
    assert!(!explain(404, &[], "").message.contains("gateway"));
}

#[test]
fn a_captcha_is_solved_in_a_browser() {
    let on_prem = json!({"address": "uri", "authType": "basic"});
    let denied = [("x-seraph-loginreason", "AUTHENTICATION_DENIED")];
    let error = explain_on(&on_prem, 403, &denied, "<html></html>");
    assert_eq!(error.kind, ErrorKind::Unauthenticated);
    assert!(error.hint.unwrap().contains("captcha"));
}

#[test]
fn both_refusals_of_the_first_api_are_about_the_credential() {
    for message in
        ["Current user not permitted to use Confluence", "Request rejected because caller cannot access Confluence"]
    {
        let error = explain(403, &[], &json!({"statusCode": 403, "message": message}).to_string());
        assert_eq!(error.kind, ErrorKind::Unauthenticated);
    }
}

#[test]
fn a_version_that_is_not_the_next_is_a_conflict_in_a_400_too() {
    let body = r#"{"statusCode":400,"message":"Version must be incremented on update. Current version is: 5"}"#;
    assert_eq!(explain(400, &[], body).kind, ErrorKind::Conflict);
}

#[test]
fn a_wait_is_read_in_seconds_only() {
    for (header, wait) in [
        ("3", Some(3000)),
        ("0", Some(0)),
        ("9223372036854775807", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("-1", None),
    ] {
        assert_eq!(explain(429, &[("retry-after", header)], "").retry_after, wait, "{header}");
    }
}

#[test]
fn names_of_classes_are_left_out_and_long_texts_are_cut() {
    let body = |message: &str| json!({"statusCode": 500, "message": message}).to_string();
    let chain = "com.example.ConflictException: javax.persistence.OptimisticLockException: Batch update: failed";
    assert_eq!(explain(500, &[], &body(chain)).message, "Batch update: failed");
    assert_eq!(explain(500, &[], &body("See https://example.com: there")).message, "See https://example.com: there");
    assert_eq!(explain(500, &[], &"é".repeat(1000)).message.chars().count(), 401);
    assert_eq!(explain(500, &[], "two\n lines").message, "two lines");
}

#[test]
fn a_translated_message_stands_in_for_a_missing_one() {
    let body = json!({"statusCode": 400, "data": {"errors": [{"message": {"translation": "No title.", "args": []}}]}});
    assert_eq!(explain(400, &[], &body.to_string()).message, "No title.");
}

#[test]
fn a_web_page_is_not_repeated() {
    let error = explain(503, &[("content-type", "text/html")], "<html><body>Down for maintenance</body></html>");
    assert_eq!(error.message, "Confluence answered with a web page and status 503");
}

#[test]
fn what_can_be_done_at_another_time_says_when() {
    for (status, message, kind, hint) in [
        (
            409,
            "ConflictException: content was being concurrently updated",
            ErrorKind::Conflict,
            "Try again in a moment",
        ),
        (
            400,
            "Trashable Content must be trashed before it can be purged",
            ErrorKind::InvalidInput,
            "Move it to the trash first",
        ),
    ] {
        let error = explain(status, &[], &json!({"statusCode": status, "message": message}).to_string());
        assert_eq!(error.kind, kind, "{message}");
        assert!(error.hint.is_some_and(|found| found.starts_with(hint)), "{message}");
    }
}

#[test]
fn a_token_that_is_for_the_gateway_is_not_taken_for_a_wrong_one() {
    let page = "<!doctype html><html><body>Unauthorized</body></html>";
    let at_site = explain(401, &[], page);
    assert_eq!(at_site.kind, ErrorKind::Unauthenticated);
    assert!(at_site.hint.unwrap().contains("gateway"));
    for connection in [json!({"authType": "basic", "address": "uri"}), json!({"authType": "oauth2", "cloudId": "1"})] {
        assert!(!explain_on(&connection, 401, &[], page).hint.unwrap().contains("gateway"), "{connection}");
    }
}

#[test]
fn a_header_that_was_lost_is_no_lack_of_permission() {
    let error = explain(403, &[("content-type", "text/plain;charset=UTF-8")], "XSRF check failed");
    assert_eq!(error.kind, ErrorKind::Forbidden);
    assert!(error.hint.unwrap().contains("X-Atlassian-Token"));
}
