//! Projects and folders.

use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, simulator};

#[test]
fn connections_move_between_projects_and_folders() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    assert_eq!(home.run(&["locations", "list", "--json"]).json(), json!(["Home"]));
    assert_snapshot!("add_location", home.run(&["locations", "add", "Docs/Drafts"]));
    assert_snapshot!("list_locations", home.run(&["locations", "list"]));
    assert_snapshot!("move_connection", home.run(&["connections", "move", "acme", "Docs/Drafts"]));
    let names = |location: &str| {
        let listed = home.run(&["connections", "list", "--location", location, "--json"]).json();
        listed.as_array().unwrap().len()
    };
    assert_eq!((names("Docs"), names("Docs/Drafts"), names("Home")), (1, 1, 0));
    assert_eq!(home.run(&["connections", "list", "--location", "Doc"]).code, Some(6));
    assert_snapshot!("location_in_use", home.run(&["locations", "remove", "Docs"]));
    assert_snapshot!("unknown_location", home.run(&["connections", "move", "acme", "My Team"]));
    assert_snapshot!("no_location", home.run(&["connections", "move", "acme", "Docs//Drafts"]));
    assert_eq!(home.run(&["connections", "move", "acme", "Home"]).code, Some(0));
    for location in ["Docs/Drafts", "Docs"] {
        assert_eq!(home.run(&["locations", "remove", location]).code, Some(0));
    }
    assert_eq!(home.run(&["locations", "list", "--json"]).json(), json!(["Home"]));
    assert_eq!(home.run(&["run", "list-spaces"]).code, Some(0));
}

#[test]
fn a_location_that_does_not_exist_takes_no_connection() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    home.file("token.txt", crate::home::TOKEN);
    let arguments = "connections add acme --location Docs --set subdomain=acme --set email=user@example.com --secret-file \
                     apiToken=token.txt";
    assert_snapshot!("add_to_unknown_location", home.run(&crate::home::words(arguments)));
    assert!(simulator.requests().is_empty());
}
