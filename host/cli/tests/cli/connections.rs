//! Adding, showing, checking and removing connections.

use confluence_simulator::{Fault, FaultAction};
use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, TOKEN, simulator};

#[test]
fn a_connection_is_added_shown_checked_and_removed() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!("no_connections", home.run(&["connections", "list"]));
    assert_snapshot!("add_connection", home.add("acme", &format!("{TOKEN}\n")));
    assert_snapshot!("list_connections", home.run(&["connections", "list"]));
    assert_snapshot!("check_connection", home.run(&["connections", "check", "acme"]));
    let shown = home.run(&["connections", "show", "acme", "--json"]).json();
    assert_eq!(shown["fields"], json!({ "address": "subdomain", "email": "user@example.com", "subdomain": "acme" }));
    assert_eq!(shown["secrets"], json!(["apiToken"]));
    let words = home.run(&["connections", "show", "acme"]);
    assert!(words.stdout.contains("\napiToken    (secret)\n"), "{words}");
    assert_snapshot!("egress", home.run(&["egress"]));
    let destinations = home.run(&["egress", "acme", "--json"]).json();
    assert_eq!(destinations[0]["destinations"]["origins"][0]["origin"], "https://acme.atlassian.net");
    assert_snapshot!("connector_in_use", home.run(&["connectors", "remove", "confluence"]));
    assert_snapshot!("connection_exists", home.add("acme", TOKEN));
    assert_snapshot!("remove_unasked", home.run(&["connections", "remove", "acme"]));
    assert_snapshot!("remove_connection", home.run(&["connections", "remove", "acme", "--yes"]));
    assert_snapshot!("unknown_connection", home.run(&["connections", "show", "acme"]));
}

#[test]
fn names_that_are_close_are_shown() {
    let home = Home::connected(&simulator());
    assert_snapshot!("near_connection", home.run(&["connections", "check", "acne"]));
    assert_snapshot!("near_action", home.run(&["run", "create-pge"]));
}

#[test]
fn a_form_that_does_not_fit_leaves_no_connection() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!("form_empty", home.run(&["connections", "add", "acme"]));
    let wrong = [
        "connections",
        "add",
        "acme",
        "--set",
        "subdomain=a.b",
        "--set",
        "email=x",
        "--set",
        "apiToken=12345678",
        "--set",
        "emial=y",
    ];
    let outcome = home.run(&wrong);
    assert_snapshot!("form_wrong", outcome);
    assert!(!outcome.stderr.contains("12345678"));
    assert_snapshot!("form_unknown_auth", home.run(&["connections", "add", "acme", "--auth", "oauth"]));
    assert_snapshot!("form_unknown_connector", home.run(&["connections", "add", "acme", "--connector", "jira"]));
    assert_snapshot!(
        "form_missing_secret_file",
        home.run(&["connections", "add", "acme", "--secret-file", "apiToken=missing.txt"])
    );
    assert_snapshot!(
        "form_two_secrets_from_stdin",
        home.run(&["connections", "add", "acme", "--secret-file", "a=-", "--secret-file", "b=-"])
    );
    let error = home.run(&["connections", "add", "acme", "--json"]).error();
    assert_eq!(error["problems"][0]["at"], "/subdomain");
    let typo = ["connections", "add", "acme", "--set", "subdomain=acme", "--set", "emial=user@example.com"];
    assert_snapshot!("form_misspelt", home.run_with(&[&typo[..], &["--secret-file", "apiToken=-"]].concat(), TOKEN));
    assert_eq!(home.run(&["connections", "list", "--json"]).json(), json!([]));
    assert_snapshot!("list_unknown_location", home.run(&["connections", "list", "--location", "Hmoe"]));
    assert!(simulator.requests().is_empty());
}

#[test]
fn a_credential_that_is_refused_leaves_no_connection() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!("wrong_token", home.add("acme", "another-api-token"));
    let password = home.file("password.txt", "simulator-password");
    let basic = ["connections", "add", "acme", "--auth", "basic", "--set", "subdomain=acme", "--set"];
    let secret = format!("password={}", password.display());
    let arguments = [&basic[..], &["username=user@example.com", "--secret-file", &secret]].concat();
    assert_snapshot!("account_password", home.run(&arguments));
    simulator.fault(Fault::once(FaultAction::Html { status: 200 }));
    assert_snapshot!("html_answer", home.add("acme", TOKEN));
    assert_eq!(home.run(&["connections", "list", "--json"]).json(), json!([]));
}

#[test]
fn no_check_adds_a_connection_untried() {
    let home = Home::with_connector().reaching_origin("http://127.0.0.1:1");
    let token = home.file("token.txt", format!("{TOKEN}\r\n"));
    let secret = format!("apiToken={}", token.display());
    let arguments = [
        "connections",
        "add",
        "acme",
        "--no-check",
        "--set",
        "subdomain=acme",
        "--set",
        "email=user@example.com",
        "--secret-file",
        &secret,
    ];
    assert_snapshot!("add_untried", home.run(&arguments));
    assert_snapshot!("list_untried", home.run(&["connections", "list"]));
}
