//! Changing connections that exist.

use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, TOKEN, simulator};

const OTHER: [&str; 2] = ["--set", "email=other.user@example.com"];

#[test]
fn a_change_is_tried_before_it_is_kept() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let update = ["connections", "update", "acme"];
    assert_snapshot!("update_nothing", home.run(&update));
    home.file("wrong.txt", "another-token");
    let wrong = [&update[..], &["--secret-file", "apiToken=wrong.txt"]].concat();
    assert_eq!(home.run(&wrong).code, Some(4));
    assert_snapshot!("update_other_account", {
        home.file("other.txt", "simulator-other-api-token");
        home.run(&[&update[..], &OTHER, &["--secret-file", "apiToken=other.txt"]].concat())
    });
    assert_eq!(home.run(&["run", "get-current-user"]).json()["email"], "user@example.com");
    let renamed = home.run(&[&update[..], &["--name", "wiki", "--set", "expires=2099-12-31"]].concat());
    assert_snapshot!("update_renamed", renamed);
    let shown = home.run(&["connections", "show", "wiki", "--json"]).json();
    assert_eq!((&shown["fields"]["expires"], &shown["secrets"]), (&json!("2099-12-31"), &json!(["apiToken"])));
    assert_eq!(home.add("acme", TOKEN).code, Some(0));
    assert_snapshot!("update_name_taken", home.run(&["connections", "update", "wiki", "--name", "acme"]));
    assert_eq!(home.run(&["run", "list-spaces", "-c", "wiki"]).code, Some(0));
}

#[test]
fn a_new_secret_reconnects() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let reconnect = ["connections", "reconnect", "acme"];
    assert_snapshot!("reconnect_without_secret", home.run(&reconnect));
    let token = ["--secret-file", "apiToken=-"];
    assert_snapshot!("reconnect_secret", home.run_with(&[&reconnect[..], &token].concat(), TOKEN));
    let other = [&reconnect[..], &OTHER, &token].concat();
    assert_eq!(home.run_with(&other, "simulator-other-api-token").code, Some(7));
    assert_eq!(home.run(&["run", "get-current-user"]).json()["email"], "user@example.com");
    let allowed = home.run_with(&[&other[..], &["--yes"]].concat(), "simulator-other-api-token");
    assert_snapshot!("reconnect_secret_allowed", allowed);
    assert_eq!(home.run(&["run", "get-current-user"]).json()["email"], "other.user@example.com");
}

#[test]
fn another_way_to_sign_in_keeps_the_connection() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    home.file("token.txt", "simulator-access-token");
    let arguments =
        ["connections", "reconnect", "acme", "--auth", "access-token", "--secret-file", "accessToken=token.txt"];
    let outcome = home.run(&arguments);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    let shown = home.run(&["connections", "show", "acme", "--json"]).json();
    assert_eq!((&shown["authType"], &shown["secrets"]), (&json!("access-token"), &json!(["accessToken"])));
    assert_eq!(home.run(&["run", "get-current-user"]).code, Some(0));
}

#[test]
fn every_connection_is_checked_whatever_fails() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    home.file("secret.txt", "another-token");
    let broken = "connections add broken --no-check --set subdomain=acme --set email=user@example.com --secret-file \
                  apiToken=secret.txt";
    assert_eq!(home.run(&crate::home::words(broken)).code, Some(0));
    assert_eq!(home.add("wiki", TOKEN).code, Some(0));
    assert_snapshot!("check_all", home.run(&["connections", "check", "--all"]));
    let quiet = home.run(&["connections", "check", "--all", "--json", "--quiet"]);
    assert_eq!(quiet.code, Some(4), "{quiet}");
    let document = quiet.json();
    assert_eq!(document[0]["check"]["account"]["name"], "Example User");
    assert_eq!(document[1]["error"]["kind"], "unauthenticated");
    assert_eq!(document.as_array().unwrap().len(), 3);
}
