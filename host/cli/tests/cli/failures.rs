//! What fails at the service, and how it is told.

use confluence_simulator::{Fault, FaultAction};
use insta::assert_snapshot;
use serde_json::json;

use crate::home::{Home, TOKEN, simulator};

/// The id of a page that the simulator has from the start, as the site tells it.
fn page(home: &Home) -> serde_json::Value {
    let listed = home.run(&["run", "list-pages", "--set", "title=Page 0001", "--set", "bodyFormat=storage"]);
    listed.json()["results"][0].clone()
}

#[test]
fn what_the_service_refuses_is_told_in_its_words() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    assert_snapshot!("not_found", home.run(&["run", "get-page", "--set", "id=999999999"]));
    let error = home.run(&["run", "get-page", "--set", "id=999999999", "--json"]).error();
    assert_eq!((&error["kind"], &error["status"]), (&json!("not-found"), &json!(404)));

    let page = page(&home);
    let title = ["run", "create-page", "--set", "title=Page 0001", "--set"];
    let space = format!("spaceId={}", page["spaceId"].as_str().unwrap());
    assert_snapshot!("duplicate_title", home.run(&[&title[..], &[&space]].concat()));

    let update = ["run", "update-page", "--set", &format!("id={}", page["id"].as_str().unwrap()), "--set"];
    let first = home.run(&[&update[..], &["title=Renamed", "--set", "version=1"]].concat());
    assert_eq!(first.code, Some(0), "{first}");
    assert_snapshot!("stale_version", home.run(&[&update[..], &["title=Again", "--set", "version=1"]].concat()));
}

#[test]
fn a_server_that_is_down_cannot_be_reached() {
    // A port that nobody listens on, and that no other test is given.
    let home = Home::with_connector().reaching_origin("http://127.0.0.1:1");
    assert_snapshot!("server_down", home.add("acme", TOKEN));
    assert_eq!(home.run(&["connections", "list", "--json"]).json(), json!([]));
}

#[test]
fn an_html_answer_is_not_taken_for_data() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    simulator.fault(Fault::once(FaultAction::Html { status: 200 }).times(u32::MAX));
    let outcome = home.run(&["run", "list-spaces"]);
    assert_snapshot!("html_instead_of_json", outcome);
    assert_eq!(outcome.stdout, "");
}

#[test]
fn a_write_whose_answer_was_lost_is_uncertain_and_sent_once() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let space = page(&home)["spaceId"].as_str().unwrap().to_owned();
    simulator.clear_requests();
    simulator.fault(Fault::once(FaultAction::LoseAnswer).on("POST", "/pages"));
    let arguments = ["run", "create-page", "--set", "title=New", "--set", &format!("spaceId={space}")];
    assert_snapshot!("lost_answer", home.run(&arguments));
    let writes = simulator.requests().iter().filter(|request| request.method == "POST").count();
    assert_eq!(writes, 1);
}

#[test]
fn rate_limits_name_the_time_to_wait() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let wait = FaultAction::RateLimited { retry_after: Some("3600".to_owned()) };
    simulator.fault(Fault::once(wait).times(u32::MAX));
    assert_snapshot!("rate_limited", home.run(&["run", "list-spaces"]));
}

#[test]
fn a_check_says_what_is_left_of_a_rate_limit() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let headers = [("X-RateLimit-Limit", "100"), ("X-RateLimit-Remaining", "7"), ("X-RateLimit-NearLimit", "true")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    simulator.fault(Fault::once(FaultAction::Annotate { headers }).times(u32::MAX));
    assert_snapshot!("check_rate_limit", home.run(&["connections", "check", "acme"]));
}

#[test]
fn colors_are_only_used_where_they_are_wanted() {
    let home = Home::empty();
    let arguments = ["connections", "show", "acme", "--color"];
    let colored = home.run(&[&arguments[..], &["always"]].concat());
    assert!(colored.stderr.starts_with("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m there is no"), "{:?}", colored.stderr);
    for arguments in [&arguments[..3], &[&arguments[..], &["never"]].concat()] {
        assert!(!home.run(arguments).stderr.contains('\u{1b}'));
    }
}
