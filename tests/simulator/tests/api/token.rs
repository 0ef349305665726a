//! `POST /oauth/token`: codes and client credentials.

use std::time::Duration;

use confluence_simulator::{Consent, Options};
use serde_json::{Value, json};

use crate::app::{App, CALLBACK, all_scopes, authorize_url, parameter, request};
use crate::client::send;

const SCOPE: &str = "read:page:confluence offline_access";

fn service(fields: Value) -> Value {
    let mut body = request("client_credentials", fields);
    body["client_id"] = json!("simulated-service-client");
    body["client_secret"] = json!("simulated-service-secret-0123456789");
    body
}

#[test]
fn a_code_becomes_tokens_for_an_hour() {
    let app = App::start();
    let reply = app.exchange(&app.code(SCOPE));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let tokens = reply.expect(200);
    assert_eq!((&tokens["expires_in"], &tokens["token_type"]), (&json!(3600), &json!("Bearer")));
    assert_eq!(tokens["scope"], SCOPE);
    assert_ne!(tokens["access_token"], tokens["refresh_token"]);
    let target = "/ex/confluence/00000000-0000-4000-8000-00000000c10d/wiki/api/v2/pages";
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    app.simulator.advance(Duration::from_secs(3599));
    app.api(target, &bearer).expect(200);
    app.simulator.advance(Duration::from_secs(1));
    assert_eq!(app.api(target, &bearer).expect(401), json!({"code": 401, "message": "Unauthorized"}));
}

#[test]
fn a_refresh_token_comes_with_offline_access_only() {
    let tokens = App::start().tokens("read:page:confluence");
    assert_eq!(tokens.get("refresh_token"), None);
    let withheld = App::with(Options { withholds_refresh_tokens: true, ..Options::default() }).tokens(SCOPE);
    assert_eq!((withheld.get("refresh_token"), &withheld["scope"]), (None, &SCOPE.into()));
}

#[test]
fn every_token_is_another_one_and_every_run_tells_the_same() {
    let story = || {
        let app = App::start();
        let both = [app.tokens(SCOPE), app.tokens(SCOPE)];
        assert_ne!(both[0]["access_token"], both[1]["access_token"]);
        both
    };
    assert_eq!(story(), story());
}

#[test]
fn a_code_works_once() {
    let app = App::start();
    let code = app.code(SCOPE);
    app.exchange(&code).expect(200);
    assert_eq!(app.exchange(&code).expect(403)["error"], "invalid_grant");
}

#[test]
fn a_code_works_for_five_minutes() {
    let app = App::start();
    let code = app.code(SCOPE);
    app.simulator.advance(Duration::from_mins(5));
    assert_eq!(app.exchange(&code).expect(403)["error"], "invalid_grant");
}

#[test]
fn a_code_belongs_to_its_redirect_uri() {
    let app = App::start();
    let code = app.code(SCOPE);
    let body = request("authorization_code", json!({"code": code, "redirect_uri": "http://localhost:8765/callback"}));
    assert_eq!(app.token(&body).expect(403)["error"], "invalid_grant");
    assert_eq!(app.exchange(&code).status, 403);
}

#[test]
fn a_verifier_is_not_asked_for_and_not_minded() {
    let app = App::start();
    let challenge =
        [("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256")];
    let code = || {
        let location = app.simulator.consent(&authorize_url(&challenge), &Consent::accept(&["acme"])).unwrap();
        parameter(&location, "code").unwrap()
    };
    app.exchange(&code()).expect(200);
    let wrong = json!({"code": code(), "redirect_uri": CALLBACK, "code_verifier": "wrong"});
    app.token(&request("authorization_code", wrong)).expect(200);
}

#[test]
fn a_wrong_client_is_denied_access() {
    let app = App::start();
    for (name, value) in [("client_id", "another-client"), ("client_secret", "wrong")] {
        let mut body = request("authorization_code", json!({"code": app.code(SCOPE), "redirect_uri": CALLBACK}));
        body[name] = json!(value);
        let refused = app.token(&body).expect(401);
        assert_eq!(refused, json!({"error": "access_denied", "error_description": "Unauthorized"}));
    }
}

#[test]
fn bodies_are_json_and_complete() {
    let app = App::start();
    let good = request("authorization_code", json!({"code": "c", "redirect_uri": CALLBACK}));
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        app.token(&body)
    };
    for name in ["grant_type", "client_id", "client_secret", "code", "redirect_uri"] {
        assert_eq!(with(name, Value::Null).expect(400)["error"], "invalid_request", "{name}");
    }
    assert_eq!(with("scope", json!(SCOPE)).expect(400)["error"], "invalid_request");
    assert_eq!(with("grant_type", json!("password")).expect(400)["error"], "unsupported_grant_type");
    let post = |kind: &str, body: &str| {
        let headers = [("content-type", kind)];
        send(&app.simulator.auth_origin(), "POST", "/oauth/token", &headers, body.as_bytes()).unwrap().expect(400)
    };
    let form = "grant_type=authorization_code&client_id=simulated-client&client_secret=x&code=c";
    assert_eq!(post("application/x-www-form-urlencoded", form)["error"], "invalid_request");
    assert_eq!(post("application/json", form)["error"], "invalid_request");
}

#[test]
fn client_credentials_are_for_the_service_account_alone() {
    let app = App::start();
    let tokens = app.token(&service(json!({}))).expect(200);
    assert_eq!((&tokens["expires_in"], tokens.get("refresh_token")), (&json!(3600), None));
    assert!(tokens["scope"].as_str().unwrap().contains("read:page:confluence"));
    app.token(&service(json!({"audience": "api.atlassian.com"}))).expect(200);
    assert_eq!(app.token(&service(json!({"audience": "elsewhere"}))).status, 400);
    let wrong = app.token(&request("client_credentials", json!({}))).expect(403);
    assert_eq!(wrong["error"], "unauthorized_client");
    let mut body = service(json!({"code": app.code(&all_scopes()), "redirect_uri": CALLBACK}));
    body["grant_type"] = json!("authorization_code");
    assert_eq!(app.token(&body).expect(403)["error"], "unauthorized_client");
}
