//! Installing, inspecting and refusing components.

use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, component};

#[test]
fn a_connector_is_installed_listed_and_removed() {
    let home = Home::empty();
    assert_snapshot!("no_connectors", home.run(&["connectors", "list"]));
    let path = component().display().to_string();
    let added = home.run(&["connectors", "add", &path]);
    assert_eq!(added.code, Some(0), "{added}");
    assert_eq!(home.run(&["connectors", "list", "--json"]).json()[0]["name"], "confluence");
    assert_snapshot!("remove_connector", home.run(&["connectors", "remove", "confluence"]));
    assert_eq!(home.run(&["connectors", "list", "--json"]).json(), json!([]));
}

#[test]
fn a_connector_is_inspected_by_path_and_by_name() {
    let home = Home::with_connector();
    let path = component().display().to_string();
    let by_name = home.run(&["inspect", "confluence"]);
    assert_eq!(by_name.code, Some(0), "{by_name}");
    for word in [
        "connector:plugin/http@",
        "Auth type `api-token`",
        "apiToken",
        "https://{subdomain}.atlassian.net",
        "for `api-token`, `basic`",
        "https://auth.atlassian.com/oauth/token",
        "https://auth.atlassian.com/authorize",
        r#"without the credential, and "Confluence address" is "Confluence subdomain""#,
        r#"Confluence address: `subdomain` is "Confluence subdomain", `uri` is "On-prem URI""#,
    ] {
        assert!(by_name.stdout.contains(word), "{word}: {by_name}");
    }
    assert_eq!(by_name.stdout, home.run(&["inspect", &path]).stdout);

    let manifest = home.run(&["inspect", "confluence", "--json"]).json();
    assert_eq!(manifest, home.run(&["inspect", &path, "--json"]).json());
    assert_eq!(manifest["authTypes"][0]["name"], "api-token");
    assert!(manifest["actions"][0]["routes"][0]["request"].is_string());
    assert!(manifest["actions"][0]["inputSchema"].is_object());

    let valid = home.run(&["validate", &path, "--json"]).json();
    assert_eq!(valid["valid"], true);
    assert_eq!(valid["name"], "confluence");
    assert!(home.run(&["validate", &path]).stdout.starts_with("valid: connector `confluence`"));
}

#[test]
fn actions_are_found_by_all_words_and_by_words_that_are_alike() {
    let home = Home::with_connector();
    let found = |text: &str| {
        let found = home.run(&["actions", "--search", text, "--json"]).json();
        let names = found.as_array().unwrap().iter().map(|action| action["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    for (text, name) in [
        ("remove page", "delete-page"),
        ("delete labels", "remove-labels"),
        ("Users", "get-user"),
        ("attachment upload", "upload-attachment"),
        ("new space", "create-space"),
    ] {
        assert!(found(text).contains(&name.to_owned()), "{text}: {:?}", found(text));
    }
    assert!(!found("upload attachment").contains(&"list-attachments".to_owned()));
    assert_snapshot!("actions_not_found", home.run(&["actions", "--search", "frobnicate"]));
}

#[test]
fn actions_and_their_schemas_are_shown() {
    let home = Home::with_connector();
    let upload = home.run(&["actions", "upload-attachment"]);
    assert!(upload.stdout.contains("One of `new-version`, `new-version-if-changed`, `refuse`."), "{upload}");
    let schema = home.run(&["schema", "get-page", "--input", "--json"]);
    assert_eq!(schema.stdout, home.run(&["schema", "get-page", "--input"]).stdout);
    assert_eq!(home.run(&["schema", "get-pag", "--json"]).error()["kind"], "unknown-name");
    assert_eq!(home.run(&["connections", "schema", "nobody", "--json"]).error()["kind"], "unknown-name");
    let list = home.run(&["actions"]);
    assert!(list.stdout.contains("pages\n") && list.stdout.contains("  get-page "), "{list}");
    let one = home.run(&["actions", "get-page"]);
    for word in ["GET /wiki/api/v2/pages/{id}", "read", "required", "Inputs"] {
        assert!(one.stdout.contains(word), "{word}: {one}");
    }
    assert_eq!(home.run(&["actions", "get-page", "--json"]).json()["name"], "get-page");
    let update = home.run(&["actions", "update-page"]).stdout;
    for field in ["body", "body.representation", "body.value"] {
        assert!(update.lines().any(|line| line.starts_with(&format!("  {field} "))), "{field}: {update}");
    }
    let edit = home.run(&["actions", "edit-page"]).stdout;
    for field in ["edits ", "edits[].op ", "edits[].content.value ", "edits[].heading "] {
        assert!(edit.lines().any(|line| line.starts_with(&format!("  {field}"))), "{field}: {edit}");
    }

    let schemas = home.run(&["schema", "list-pages"]).json();
    for part in ["input", "output", "item"] {
        assert_eq!(schemas[part], home.run(&["schema", "list-pages", &format!("--{part}")]).json());
        assert!(schemas[part].is_object(), "{part}");
    }
    assert_snapshot!("no_item_schema", home.run(&["schema", "get-page", "--item"]));
    assert_snapshot!("schema_of_unknown_action", home.run(&["schema", "get-pages"]));
}

#[test]
fn what_is_not_a_connector_is_refused_with_the_reason() {
    let home = Home::empty();
    let sockets =
        wat::parse_str(r#"(component (import "wasi:sockets/tcp@0.2.0" (instance (export "f" (func)))))"#).unwrap();
    for (name, bytes) in [
        ("not_wasm", b"hello".to_vec()),
        ("nothing_at_all", Vec::new()),
        ("core_module", b"\0asm\x01\0\0\0".to_vec()),
        ("empty_component", wat::parse_str("(component)").unwrap()),
        ("foreign_imports", sockets),
    ] {
        let file = home.file("component.wasm", bytes);
        let path = file.display().to_string();
        assert_snapshot!(format!("validate_{name}"), home.run(&["validate", &path]));
        assert_eq!(home.run(&["connectors", "add", &path]).code, Some(3));
    }
    let digest = ["connectors", "add", "component.wasm", "--sha256", "0123"];
    assert_snapshot!("add_other_digest", home.run(&digest));
    let large = home.file("large.wasm", b"");
    std::fs::OpenOptions::new().write(true).open(&large).unwrap().set_len(1 << 26).unwrap();
    assert_snapshot!("validate_too_large", home.run(&["validate", "large.wasm"]));
    assert_snapshot!("validate_missing_file", home.run(&["validate", "missing.wasm"]));
    assert_snapshot!("inspect_missing_file", home.run(&["inspect", "missing.wasm"]));
    assert_eq!(home.run(&["connectors", "list", "--json"]).json(), json!([]));

    let error = home.run(&["validate", "component.wasm", "--json"]).error();
    assert_eq!(error["kind"], "invalid-input");
    assert!(error["causes"][0].as_str().unwrap().contains("wasi:sockets/tcp"), "{error}");
}

#[test]
fn unknown_connectors_are_named_with_what_is_close() {
    let home = Home::with_connector();
    assert_snapshot!("unknown_connector", home.run(&["connectors", "remove", "confluense"]));
    assert_snapshot!("no_such_connector", home.run(&["inspect", "jira"]));
    assert_snapshot!("no_connector_installed", Home::empty().run(&["actions"]));
}
