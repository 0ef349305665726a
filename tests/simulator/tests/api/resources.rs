//! What a token tells about its sites and its account.

use std::time::Duration;

use confluence_simulator::{
    CLOUD_ID, Consent, JIRA_CLOUD_ID, OTHER_ACCOUNT_ID, OTHER_CLOUD_ID, Options, SERVICE_ACCOUNT_ID,
};
use serde_json::{Value, json};

use crate::app::{App, all_scopes, authorize_url, parameter, request};
use crate::client::basic;

const RESOURCES: &str = "/oauth/token/accessible-resources";
const SCOPE: &str = "read:page:confluence read:me";

/// Lets the user pick sites and returns the ids and scopes of all entries.
fn entries(app: &App, scope: &str, sites: &[&str]) -> Vec<(String, Value)> {
    let tokens = app.exchange(&app.code_of(scope, &Consent::accept(sites))).expect(200);
    let list = app.api(RESOURCES, &bearer(&tokens)).expect(200);
    let row = |row: &Value| (row["id"].as_str().unwrap().to_owned(), row["scopes"].clone());
    list.as_array().unwrap().iter().map(row).collect()
}

fn bearer(tokens: &Value) -> String {
    format!("Bearer {}", tokens["access_token"].as_str().unwrap())
}

fn jira(id: &str) -> (String, Value) {
    (id.to_owned(), json!(["read:jira-work", "read:jira-user"]))
}

fn confluence(id: &str) -> (String, Value) {
    (id.to_owned(), json!(["read:page:confluence"]))
}

#[test]
fn a_site_with_two_products_is_listed_twice_under_one_id() {
    assert_eq!(entries(&App::start(), SCOPE, &["acme"]), [jira(CLOUD_ID), confluence(CLOUD_ID)]);
}

#[test]
fn an_entry_names_its_site() {
    let app = App::start();
    let list = app.api(RESOURCES, &bearer(&app.tokens(SCOPE))).expect(200);
    assert_eq!((&list[1]["name"], &list[1]["url"]), (&json!("acme"), &json!("https://acme.atlassian.net")));
    assert!(list[1]["avatarUrl"].as_str().unwrap().starts_with("https://"));
}

#[test]
fn only_the_picked_sites_are_reached() {
    let app = App::start();
    assert_eq!(entries(&app, SCOPE, &["globex"]), [confluence(OTHER_CLOUD_ID)]);
    assert_eq!(entries(&app, SCOPE, &["initech"]), [jira(JIRA_CLOUD_ID)]);
    let both = [jira(CLOUD_ID), confluence(CLOUD_ID), confluence(OTHER_CLOUD_ID)];
    assert_eq!(entries(&app, SCOPE, &["globex", "acme"]), both);
}

#[test]
fn a_later_choice_takes_back_the_one_before() {
    let app = App::start();
    let tokens = app.tokens(SCOPE);
    app.code_of(SCOPE, &Consent::accept(&["globex"]));
    let target = |id: &str| format!("/ex/confluence/{id}/wiki/api/v2/pages");
    assert_eq!(app.api(&target(CLOUD_ID), &bearer(&tokens)).status, 404);
    app.api(&target(OTHER_CLOUD_ID), &bearer(&tokens)).expect(200);
}

#[test]
fn account_level_grants_add_up() {
    let app = App::with(Options { account_level_grants: true, ..Options::default() });
    assert_eq!(entries(&app, SCOPE, &["globex"]).len(), 1);
    assert_eq!(entries(&app, SCOPE, &["acme"]).len(), 3);
}

#[test]
fn a_grant_without_scopes_of_a_product_has_no_entry_of_it() {
    let app = App::with(Options { jira_scopes: Vec::new(), ..Options::default() });
    assert_eq!(entries(&app, SCOPE, &["acme", "initech"]), [confluence(CLOUD_ID)]);
    assert_eq!(entries(&app, "read:jira-user", &["acme"]), [(CLOUD_ID.to_owned(), json!(["read:jira-user"]))]);
}

#[test]
fn only_living_bearers_are_told() {
    let app = App::start();
    let bearer = bearer(&app.tokens(SCOPE));
    app.simulator.advance(Duration::from_hours(1));
    for authorization in [bearer.as_str(), "Bearer x", "Basic x", &basic("user@example.com", "simulator-api-token")] {
        for target in [RESOURCES, "/me"] {
            let unauthorized = json!({"code": 401, "message": "Unauthorized"});
            assert_eq!(app.api(target, authorization).expect(401), unauthorized);
        }
    }
}

#[test]
fn unknown_parameters_are_refused() {
    let app = App::start();
    let bearer = bearer(&app.tokens(SCOPE));
    for target in ["/oauth/token/accessible-resources?limit=1", "/me?expand=all"] {
        assert_eq!(app.api(target, &bearer).status, 400);
    }
}

#[test]
fn the_profile_is_that_of_whoever_signed_in() {
    let app = App::start();
    let me = |email: &str| {
        let consent = Consent::accept(&["acme"]).signed_in_as(email);
        let tokens = app.exchange(&app.code_of(&all_scopes(), &consent)).expect(200);
        let target = format!("/ex/confluence/{CLOUD_ID}/wiki/rest/api/user/current");
        let current = app.api(&target, &bearer(&tokens)).expect(200);
        let profile = app.api("/me", &bearer(&tokens)).expect(200);
        assert_eq!((&current["accountId"], &current["email"]), (&profile["account_id"], &profile["email"]));
        (profile["account_id"].clone(), profile["email"].clone())
    };
    let user = "712020:00000000-0000-4000-8000-000000000001";
    assert_eq!(me("user@example.com"), (json!(user), json!("user@example.com")));
    assert_eq!(me("Other.User@example.com"), (json!(OTHER_ACCOUNT_ID), json!("other.user@example.com")));
}

#[test]
fn the_profile_needs_its_scope() {
    let app = App::start();
    assert_eq!(app.api("/me", &bearer(&app.tokens("read:page:confluence"))).status, 401);
    app.api("/me", "Bearer simulator-access-token").expect(200);
}

#[test]
fn the_service_account_is_somebody_too() {
    let app = App::start();
    let mut body = request("client_credentials", json!({}));
    body["client_id"] = json!("simulated-service-client");
    body["client_secret"] = json!("simulated-service-secret-0123456789");
    let bearer = bearer(&app.token(&body).expect(200));
    let current = app.api(&format!("/ex/confluence/{CLOUD_ID}/wiki/rest/api/user/current"), &bearer).expect(200);
    assert_eq!((&current["accountId"], &current["email"]), (&json!(SERVICE_ACCOUNT_ID), &json!("service@example.com")));
    let reached = app.api(RESOURCES, &bearer).expect(200);
    assert_eq!(reached[1]["id"], CLOUD_ID);
}

#[test]
fn a_client_that_asks_for_both_products_sees_what_it_got() {
    let app = App::start();
    let location = app
        .simulator
        .consent(&authorize_url(&[("scope", "write:jira-work read:page:confluence")]), &Consent::accept(&["acme"]));
    let tokens = app.exchange(&parameter(&location.unwrap(), "code").unwrap()).expect(200);
    let list = app.api(RESOURCES, &bearer(&tokens)).expect(200);
    assert_eq!(list[0]["scopes"], json!(["write:jira-work", "read:jira-work", "read:jira-user"]));
}
