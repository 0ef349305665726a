//! Data Center's own OAuth 2.0 provider and its bearer tokens.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use confluence_simulator::{Consent, Options, Simulator};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::app::{CALLBACK, encoded, parameter};
use crate::client::{Reply, basic, send};

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn start() -> Simulator {
    Simulator::start(Options::default()).unwrap()
}

fn form(fields: &[(&str, &str)], changes: &[(&str, &str)]) -> String {
    let mut all: Vec<(&str, &str)> = fields.to_vec();
    for (name, value) in changes {
        all.retain(|(known, _)| known != name);
        if !value.is_empty() {
            all.push((name, value));
        }
    }
    all.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

fn authorize_query(changes: &[(&str, &str)]) -> String {
    let fields = [
        ("client_id", "simulated-data-center-client"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "READ"),
        ("state", "s"),
    ];
    form(&fields, changes)
}

fn authorize_url(changes: &[(&str, &str)]) -> String {
    format!("https://wiki.example.com/confluence/rest/oauth2/latest/authorize?{}", authorize_query(changes))
}

fn code(simulator: &Simulator, changes: &[(&str, &str)]) -> String {
    let location = simulator.consent(&authorize_url(changes), &Consent::accept(&[])).unwrap();
    parameter(&location, "code").unwrap()
}

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// Asks for a code that is bound to the verifier.
fn bound_code(simulator: &Simulator) -> String {
    code(simulator, &[("code_challenge", &challenge()), ("code_challenge_method", "S256")])
}

fn post(simulator: &Simulator, body: &str) -> Reply {
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let target = "/confluence/rest/oauth2/latest/token";
    send(&simulator.site_origin(), "POST", target, &headers, body.as_bytes()).unwrap()
}

fn token(simulator: &Simulator, changes: &[(&str, &str)]) -> Reply {
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", "simulated-data-center-client"),
        ("client_secret", "simulated-data-center-secret-0123456789"),
        ("redirect_uri", CALLBACK),
    ];
    post(simulator, &form(&fields, changes))
}

fn refresh(simulator: &Simulator, tokens: &Value) -> Reply {
    let token_field = ("refresh_token", tokens["refresh_token"].as_str().unwrap());
    token(simulator, &[("grant_type", "refresh_token"), token_field])
}

fn current(simulator: &Simulator, authorization: &str) -> u16 {
    let target = "/confluence/rest/api/user/current";
    send(&simulator.site_origin(), "GET", target, &[("authorization", authorization)], b"").unwrap().status
}

fn bearer(tokens: &Value) -> String {
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

#[test]
fn a_personal_access_token_opens_the_instance_and_nothing_else() {
    let simulator = start();
    assert_eq!(current(&simulator, "Bearer simulator-personal-access-token"), 200);
    assert_eq!(current(&simulator, "Bearer simulator-access-token"), 401);
    assert_eq!(current(&simulator, &basic("user", "simulator-personal-access-token")), 401);
}

#[test]
fn a_code_without_a_challenge_needs_no_verifier() {
    let simulator = start();
    let code = code(&simulator, &[]);
    let tokens = token(&simulator, &[("code", &code)]).expect(200);
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("bearer"), &json!(7200)));
    assert_eq!(current(&simulator, &bearer(&tokens)), 200);
    simulator.advance(Duration::from_hours(2));
    assert_eq!(current(&simulator, &bearer(&tokens)), 401);
}

#[test]
fn a_challenge_asks_for_its_verifier() {
    let simulator = start();
    let code = bound_code(&simulator);
    token(&simulator, &[("code", &code), ("code_verifier", VERIFIER)]).expect(200);
    for verifier in ["", "wrong"] {
        let code = bound_code(&simulator);
        let refused = token(&simulator, &[("code", &code), ("code_verifier", verifier)]);
        assert_eq!(refused.expect(400)["error"], "invalid_grant");
    }
}

#[test]
fn a_verifier_without_a_challenge_is_refused() {
    let simulator = start();
    let code = code(&simulator, &[]);
    assert_eq!(token(&simulator, &[("code", &code), ("code_verifier", VERIFIER)]).status, 400);
}

#[test]
fn only_whole_challenges_of_s256_are_taken() {
    let simulator = start();
    let challenge = challenge();
    for changes in [
        vec![("code_challenge", challenge.as_str())],
        vec![("code_challenge_method", "S256")],
        vec![("code_challenge", challenge.as_str()), ("code_challenge_method", "plain")],
        vec![("code_challenge", "short"), ("code_challenge_method", "S256")],
    ] {
        assert!(simulator.consent(&authorize_url(&changes), &Consent::accept(&[])).is_err(), "{changes:?}");
    }
}

#[test]
fn a_code_works_once_and_with_its_redirect_uri() {
    let simulator = start();
    let used = code(&simulator, &[]);
    token(&simulator, &[("code", &used)]).expect(200);
    assert_eq!(token(&simulator, &[("code", &used)]).expect(400)["error"], "invalid_grant");
    let other = code(&simulator, &[]);
    let elsewhere = [("code", other.as_str()), ("redirect_uri", "http://localhost:8765/callback")];
    assert_eq!(token(&simulator, &elsewhere).expect(400)["error"], "invalid_grant");
}

#[test]
fn refresh_tokens_rotate_and_an_old_one_ends_the_family() {
    let simulator = start();
    let first = token(&simulator, &[("code", &code(&simulator, &[]))]).expect(200);
    let second = refresh(&simulator, &first).expect(200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_eq!(refresh(&simulator, &first).expect(400)["error"], "invalid_grant");
    assert_eq!(refresh(&simulator, &second).expect(400)["error"], "invalid_grant");
}

#[test]
fn bodies_are_forms_and_complete() {
    let simulator = start();
    let json = [("content-type", "application/json")];
    let target = "/confluence/rest/oauth2/latest/token";
    let reply = send(&simulator.site_origin(), "POST", target, &json, b"{}").unwrap();
    assert_eq!(reply.expect(400)["error"], "invalid_request");
    let code = code(&simulator, &[]);
    for changes in [("grant_type", ""), ("client_id", ""), ("client_secret", ""), ("redirect_uri", ""), ("code", "")] {
        let refused = token(&simulator, &[("code", &code), changes]);
        assert_eq!(refused.expect(400)["error"], "invalid_request", "{changes:?}");
    }
    let unknown = token(&simulator, &[("code", &code), ("audience", "x")]);
    assert_eq!(unknown.expect(400)["error"], "invalid_request");
    let unsupported = token(&simulator, &[("grant_type", "password")]);
    assert_eq!(unsupported.expect(400)["error"], "unsupported_grant_type");
    let wrong = token(&simulator, &[("code", &code), ("client_secret", "wrong")]);
    assert_eq!(wrong.expect(401)["error"], "invalid_client");
}

#[test]
fn the_page_is_a_form_that_a_person_can_send() {
    let simulator = start();
    let target = "/confluence/rest/oauth2/latest/authorize";
    let page = send(&simulator.site_origin(), "GET", &format!("{target}?{}", authorize_query(&[])), &[], b"").unwrap();
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&format!("<form method=\"post\" action=\"{target}\">")));
    let decide = |rest: &str| {
        let body = format!("{}&{rest}", authorize_query(&[]));
        send(&simulator.site_origin(), "POST", target, &[], body.as_bytes()).unwrap()
    };
    let accepted = decide("account=user&decision=accept");
    let location = accepted.header("location").unwrap();
    assert!(location.starts_with(&format!("{CALLBACK}?code=")) && location.ends_with("&state=s"), "{location}");
    let cancelled = decide("account=user&decision=cancel");
    assert_eq!(cancelled.header("location"), Some(format!("{CALLBACK}?error=access_denied&state=s").as_str()));
    assert_eq!(decide("account=nobody&decision=accept").status, 400);
    assert_eq!(decide("account=user").status, 400);
}

#[test]
fn wrong_requests_are_shown_and_never_redirected() {
    let simulator = start();
    for changes in [
        ("client_id", "simulated-client"),
        ("client_id", ""),
        ("redirect_uri", "https://evil.example.com/"),
        ("response_type", "token"),
        ("scope", ""),
        ("scope", "read"),
        ("scope", "READ SOME"),
        ("audience", "api.atlassian.com"),
    ] {
        let error = simulator.consent(&authorize_url(&[changes]), &Consent::accept(&[])).unwrap_err();
        assert!(error.starts_with("400"), "{changes:?}: {error}");
    }
}

#[test]
fn a_state_is_optional() {
    let location = start().consent(&authorize_url(&[("state", "")]), &Consent::accept(&[])).unwrap();
    assert_eq!(parameter(&location, "state"), None);
}

#[test]
fn the_log_tells_the_grant_type_and_no_secrets() {
    let simulator = start();
    let code = code(&simulator, &[]);
    token(&simulator, &[("code", &code)]).expect(200);
    let requests = simulator.requests();
    assert_eq!(requests[0].grant_type().as_deref(), Some("authorization_code"));
    let body = String::from_utf8(requests[0].body.clone()).unwrap();
    assert!(body.contains("client_secret=[hidden]") && !body.contains(&code), "{body}");
}
