//! Refresh tokens: rotation, reuse, idleness, and consents that come later.

use std::time::Duration;

use confluence_simulator::{Consent, Options};
use serde_json::{Value, json};

use crate::app::{App, all_scopes};

const SCOPE: &str = "read:page:confluence offline_access";
const DAY: Duration = Duration::from_hours(24);

fn refresh_token(tokens: &Value) -> String {
    tokens["refresh_token"].as_str().unwrap().to_owned()
}

#[track_caller]
fn refused(app: &App, token: &str) {
    let error = json!({"error": "unauthorized_client", "error_description": "refresh_token is invalid"});
    assert_eq!(app.refresh(token).expect(403), error);
}

#[test]
fn each_refresh_returns_the_next_token() {
    let app = App::start();
    let first = app.tokens(SCOPE);
    let second = app.refresh(&refresh_token(&first)).expect(200);
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    assert_ne!(first["access_token"], second["access_token"]);
    assert_eq!((&second["scope"], &second["expires_in"]), (&json!(SCOPE), &json!(3600)));
    app.refresh(&refresh_token(&second)).expect(200);
}

#[test]
fn unknown_tokens_and_those_of_nobody_are_refused() {
    let app = App::start();
    refused(&app, "unknown");
    refused(&app, "simulator-access-token");
}

#[test]
fn the_documented_error_comes_by_option() {
    let app = App::with(Options { documented_refresh_error: true, ..Options::default() });
    let error = json!({"error": "invalid_grant", "error_description": "Unknown or invalid refresh token."});
    assert_eq!(app.refresh("unknown").expect(403), error);
}

#[test]
fn a_used_token_works_once_more_within_ten_minutes() {
    let app = App::start();
    let first = refresh_token(&app.tokens(SCOPE));
    let second = refresh_token(&app.refresh(&first).expect(200));
    app.simulator.advance(Duration::from_secs(599));
    let again = refresh_token(&app.refresh(&first).expect(200));
    refused(&app, &first);
    for token in [second, again] {
        app.refresh(&token).expect(200);
    }
}

#[test]
fn a_used_token_ends_its_family_after_ten_minutes() {
    let app = App::start();
    let first = refresh_token(&app.tokens(SCOPE));
    let tokens = app.refresh(&first).expect(200);
    let other_family = refresh_token(&app.tokens(SCOPE));
    app.simulator.advance(Duration::from_mins(10));
    refused(&app, &first);
    refused(&app, &refresh_token(&tokens));
    app.refresh(&other_family).expect(200);
}

#[test]
fn an_idle_token_lives_ninety_days_and_each_refresh_starts_anew() {
    let app = App::start();
    let mut token = refresh_token(&app.tokens(SCOPE));
    for _ in 0..3 {
        app.simulator.advance(89 * DAY);
        token = refresh_token(&app.refresh(&token).expect(200));
    }
    app.simulator.advance(90 * DAY);
    refused(&app, &token);
}

#[test]
fn a_later_consent_overrides_the_scopes() {
    let app = App::start();
    let token = refresh_token(&app.tokens(SCOPE));
    app.code("read:space:confluence offline_access");
    let tokens = app.refresh(&token).expect(200);
    assert_eq!(tokens["scope"], "read:space:confluence offline_access");
    app.code("read:space:confluence");
    refused(&app, &refresh_token(&tokens));
}

#[test]
fn another_account_has_a_grant_of_its_own() {
    let app = App::start();
    let token = refresh_token(&app.tokens(SCOPE));
    let other = Consent::accept(&["acme"]).signed_in_as("other.user@example.com");
    app.exchange(&app.code_of("read:space:confluence offline_access", &other)).expect(200);
    assert_eq!(app.refresh(&token).expect(200)["scope"], SCOPE);
}

#[test]
fn the_log_tells_the_grant_types_and_no_secrets() {
    let app = App::start();
    let tokens = app.tokens(&all_scopes());
    app.refresh(&refresh_token(&tokens)).expect(200);
    let requests = app.simulator.requests();
    let kinds: Vec<_> = requests.iter().filter_map(confluence_simulator::LoggedRequest::grant_type).collect();
    assert_eq!(kinds, ["authorization_code", "refresh_token"]);
    let logged = format!("{requests:?}");
    for request in &requests {
        assert_eq!((request.path.as_str(), request.status), ("/oauth/token", Some(200)));
        let text = String::from_utf8(request.body.clone()).unwrap();
        assert!(text.contains("\"client_secret\":\"[hidden]\"") && text.contains("simulated-client"), "{text}");
        assert!(request.body_bytes > text.len() as u64);
    }
    for secret in ["simulated-client-secret", tokens["refresh_token"].as_str().unwrap()] {
        assert!(!logged.contains(secret));
    }
}
