//! Which site a sign-in connects.

use confluence_simulator::Consent;
use insta::assert_snapshot;

use crate::browser::add;
use crate::home::{Home, simulator};

const SEVERAL: [&str; 2] = ["acme", "globex"];

#[test]
fn one_of_several_sites_is_never_chosen_silently() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    assert_snapshot!(
        "several_sites",
        add(&home, &simulator, &[]).sign_in(&simulator, &Consent::accept(&SEVERAL)).after_address()
    );
    for site in ["globex", "https://globex.atlassian.net"] {
        let waiting = add(&home, &simulator, &["--site", site]);
        let outcome = waiting.sign_in(&simulator, &Consent::accept(&SEVERAL));
        assert_eq!(outcome.code, Some(0), "{outcome}");
        let shown = home.run(&["connections", "show", "acme", "--json"]).json();
        assert_eq!(shown["site"]["url"], "https://globex.atlassian.net");
        assert_eq!(home.run(&["run", "get-current-user"]).code, Some(0));
        assert_eq!(home.run(&["connections", "remove", "acme", "--yes"]).code, Some(0));
    }
    let unknown = add(&home, &simulator, &["--site", "hooli"]);
    assert_snapshot!("unknown_site", unknown.sign_in(&simulator, &Consent::accept(&SEVERAL)).after_address());
    let only = add(&home, &simulator, &["--site", "globex"]);
    assert_snapshot!("another_site_alone", only.sign_in(&simulator, &Consent::accept(&["acme"])).after_address());
    assert_eq!(home.run(&["connections", "list", "--json"]).json(), serde_json::json!([]));
}

#[test]
fn the_subdomain_decides_among_several_sites() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let waiting = add(&home, &simulator, &["--set", "subdomain=globex"]);
    assert_eq!(waiting.sign_in(&simulator, &Consent::accept(&SEVERAL)).code, Some(0));
    assert_snapshot!("list_of_site", home.run(&["connections", "list"]));
}

#[test]
fn a_sign_in_that_does_not_reach_the_site_is_told() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    let outside = add(&home, &simulator, &["--set", "subdomain=acme"]);
    assert_snapshot!("subdomain_outside", outside.sign_in(&simulator, &Consent::accept(&["globex"])).after_address());
    let without = add(&home, &simulator, &[]);
    assert_snapshot!(
        "site_without_confluence",
        without.sign_in(&simulator, &Consent::accept(&["initech"])).after_address()
    );
    assert_eq!(home.run(&["connections", "list", "--json"]).json(), serde_json::json!([]));
}
