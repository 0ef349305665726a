//! Connections as documents: the form's schema, and forms that are filled in.

use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, TOKEN, simulator};

#[test]
fn a_form_that_was_filled_in_as_json_connects() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_eq!(home.run(&["locations", "add", "Docs/Drafts"]).code, Some(0));
    let form = json!({
        "name": "acme",
        "connector": "confluence",
        "location": { "project": "Docs", "folder": "Drafts" },
        "connectionType": "direct",
        "authType": "api-token",
        "fields": { "subdomain": "acme", "email": "user@example.com", "apiToken": TOKEN },
    });
    let from = ["connections", "add", "--from", "-"];
    assert_snapshot!("add_from_form", home.run_with(&from, &form.to_string()));
    let shown = home.run(&["connections", "show", "acme", "--json"]).json();
    assert_eq!(shown["location"], form["location"]);
    assert_eq!((&shown["secrets"], &shown["fields"]["apiToken"]), (&json!(["apiToken"]), &json!(null)));
    assert_eq!(home.run(&["run", "list-spaces"]).code, Some(0));
    home.file("form.json", json!({ "name": "x", "location": "Docs", "fields": form["fields"] }).to_string());
    let other =
        ["connections", "add", "wiki", "--from", "form.json", "--location", "Home", "--set", "expires=2099-12-31"];
    assert_eq!(home.run(&other).code, Some(0));
    let shown = home.run(&["connections", "show", "wiki", "--json"]).json();
    assert_eq!(shown["location"], json!({ "project": "Home" }));
}

#[test]
fn a_form_that_cannot_be_read_shows_nothing_of_it() {
    let home = Home::with_connector();
    for (name, form) in [
        ("form_not_json", r#"{"name": "acme", "fields": {"apiToken": canary}}"#),
        ("form_no_object", r#"["canary"]"#),
        ("form_fields_no_object", r#"{"name": "acme", "fields": "canary"}"#),
        ("form_field_no_text", r#"{"name": "acme", "fields": {"apiToken": ["canary"]}}"#),
        ("form_unknown_key", r#"{"name": "acme", "secrets": {"apiToken": "canary"}}"#),
        ("form_without_name", r#"{"fields": {"apiToken": "canary"}}"#),
        ("form_wrong_location", r#"{"name": "acme", "location": "canary/", "fields": {}}"#),
        ("form_wrong_type", r#"{"name": "acme", "connectionType": "canary", "fields": {}}"#),
    ] {
        let outcome = home.run_with(&["connections", "add", "--from", "-"], form);
        assert!(!outcome.stderr.contains("canary"), "{outcome}");
        assert_snapshot!(name, outcome);
    }
    let both = ["connections", "add", "--from", "-", "--secret-file", "apiToken=-"];
    assert_snapshot!("form_two_inputs", home.run_with(&both, "{}"));
}

#[test]
fn the_form_has_a_schema() {
    let home = Home::with_connector();
    let schema = home.run(&["connections", "schema"]).json();
    assert_eq!(schema["properties"]["connector"]["const"], "confluence");
    assert_eq!(schema["$defs"]["api-token"]["properties"]["apiToken"]["writeOnly"], true);
}
