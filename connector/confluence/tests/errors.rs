//! What answers mean that no case records: those that a host repeats, and whose connection it is.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use connector_confluence::Confluence;
use connector_sdk::player::{Case, Replay};
use connector_sdk::serde_json::{Value, from_str, from_value, json};
use connector_sdk::{Account, Connector, Context, Error, ErrorKind, Response, ResponseBody};

fn explain(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    Confluence::explain(&Response {
        status,
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: ResponseBody::Memory(body.as_bytes().to_vec()),
    })
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
    assert_eq!(error.message, "Unauthorized; scope does not match");
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

fn check(connection: &Value, request: &str, answer: &Value) -> Result<Account, Error> {
    let case: Case = from_value(json!({
        "description": "",
        "connection": connection,
        "input": {},
        "exchanges": [{"request": request, "response": answer}],
    }))
    .unwrap();
    let replay = Replay::new(&case);
    let account = Confluence::check(&Context::new::<Confluence>(&replay));
    assert_eq!(replay.faults(), Vec::<String>::new());
    account
}

#[test]
fn a_cloud_connection_is_an_atlassian_account_s() {
    let id = "712020:00000000-0000-4000-8000-000000000001";
    let answer = json!({
        "type": "known", "accountId": id, "accountType": "atlassian", "email": "", "publicName": "Example User",
        "displayName": null,
    });
    let connection = json!({"address": "subdomain", "subdomain": "acme"});
    let account = check(&connection, "GET /wiki/rest/api/user/current", &answer).unwrap();
    assert_eq!((account.id.as_str(), account.name.as_str(), account.email), (id, "Example User", None));
    let details: Value = from_str(&account.details).unwrap();
    assert_eq!(details["site"], "https://acme.atlassian.net");
}

#[test]
fn an_on_prem_connection_is_a_user_key_s() {
    let answer = json!({"type": "known", "username": "user", "userKey": "8a81", "displayName": "Example User"});
    let connection = json!({"address": "uri", "uri": "https://confluence.example.com/confluence"});
    let account = check(&connection, "GET /rest/api/user/current", &answer).unwrap();
    assert_eq!((account.id.as_str(), account.name.as_str()), ("8a81", "Example User"));
    let details: Value = from_str(&account.details).unwrap();
    assert_eq!(details["username"], "user");
}

#[test]
fn an_anonymous_answer_is_a_wrong_credential() {
    let connection = json!({"address": "subdomain", "subdomain": "acme"});
    let answer = json!({"type": "anonymous", "displayName": "Anonymous"});
    let error = check(&connection, "GET /wiki/rest/api/user/current", &answer).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unauthenticated);
}
