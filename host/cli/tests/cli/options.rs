//! Values that fields may take.

use insta::assert_snapshot;

use crate::home::{Home, guest, simulator};

#[test]
fn a_list_is_asked_for_by_name() {
    let simulator = simulator();
    let home = Home::empty().reaching(&simulator);
    home.run(&["connectors", "add", &guest("hostile.wasm").display().to_string()]);
    let form = ["--set", "subdomain=acme", "--set", "email=user@example.com", "--secret-file", "apiToken=-"];
    home.run_with(&[&["connections", "add", "acme", "--no-check"], &form[..]].concat(), "a long token");
    let asked = ["options", "spaces", "-c", "acme", "--search", "a", "--set", "space=DOCS", "--cursor", "here"];
    assert_snapshot!("options", home.run(&asked));
    assert_snapshot!("options_json", home.run(&[&asked[..], &["--json"]].concat()));
    assert_snapshot!("options_of_field", home.run(&["options", "echo", "space"]));
}

#[test]
fn a_field_without_a_list_and_a_list_that_is_not_there_are_named() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    assert_snapshot!("options_without_list", home.run(&["options", "get-page", "includeLabels"]));
    assert_snapshot!("options_unknown_action", home.run(&["options", "get-pag", "id"]));
    assert_snapshot!("options_unknown_list", home.run(&["options", "nonsense"]));
    assert_snapshot!("options_unknown_field", home.run(&["options", "create-page", "space"]));
    assert_snapshot!("options_action_alone", home.run(&["options", "create-page"]));
}
