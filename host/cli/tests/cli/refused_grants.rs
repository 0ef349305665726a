//! Sign-ins that end, shrink or lose their site after the connection was made.

use std::time::Duration;

use confluence_simulator::{Consent, Options, Simulator};
use insta::assert_snapshot;

use crate::browser::Waiting;
use crate::home::{Home, Outcome, simulator, words};
use crate::ways::{ACCESS_TOKEN, OAUTH2, OAUTH2_DATA_CENTER, SCOPED_TOKEN, SERVICE_ACCOUNT, SERVICE_TOKEN, Told};

const HOURS: Duration = Duration::from_hours(2);
const RUN: &str = "run get-current-user";
const CHECK: &str = "connections check wiki";

/// Signs in with the same app for another connection.
fn sign_in_elsewhere(simulator: &Simulator, more: &str, sites: &[&str]) -> Outcome {
    let home = Home::with_connector().reaching(simulator);
    home.file("secret.txt", "simulated-client-secret-0123456789");
    let line = format!(
        "connections add other --auth oauth2 --set clientId=simulated-client --secret-file clientSecret=secret.txt {more}"
    );
    let outcome = Waiting::start(&home, simulator, &words(&line)).sign_in(simulator, &Consent::accept(sites));
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome
}

#[test]
fn a_refresh_token_that_is_unknown_is_told_whatever_the_server_calls_it() {
    let mut said = Vec::new();
    for documented_refresh_error in [false, true] {
        let simulator = Simulator::start(Options { documented_refresh_error, ..Options::default() }).unwrap();
        let home = OAUTH2.connected(&simulator);
        simulator.advance(Duration::from_hours(91 * 24));
        let mut told = Told::default();
        told.add(RUN, &home.run(&words(RUN)));
        told.add(CHECK, &home.run(&words(CHECK)));
        said.push(told.to_string());
        let again = ["connections", "reconnect", "wiki"];
        let again = Waiting::start(&home, &simulator, &again).sign_in(&simulator, &Consent::accept(&["acme"]));
        assert_eq!(again.code, Some(0), "{again}");
        assert_eq!(home.run(&words(RUN)).code, Some(0));
    }
    assert_eq!(said[0], said[1]);
    assert_snapshot!("refresh_token_unknown", said[0]);
}

#[test]
fn a_data_centers_refresh_token_that_is_unknown_is_told() {
    let simulator = simulator();
    let home = OAUTH2_DATA_CENTER.connected(&simulator);
    simulator.advance(Duration::from_hours(91 * 24));
    assert_snapshot!("refresh_token_unknown_data_center", home.run(&words(RUN)));
}

#[test]
fn a_sign_in_that_two_places_use_ends_for_both() {
    let simulator = simulator();
    let home = OAUTH2.connected(&simulator);
    let copy = home.copied();
    simulator.advance(HOURS);
    assert_eq!(home.run(&words(RUN)).code, Some(0), "the refresh token is used up");
    simulator.advance(Duration::from_mins(11));
    let mut told = Told::default();
    told.add("the copy, which has the old refresh token", &copy.run(&words(RUN)));
    simulator.advance(HOURS);
    told.add("the original, whose refresh token came after it", &home.run(&words(RUN)));
    assert_snapshot!("refresh_token_reused", told);
}

#[test]
fn a_copy_that_comes_within_the_leeway_still_works() {
    let simulator = simulator();
    let home = OAUTH2.connected(&simulator);
    let copy = home.copied();
    simulator.advance(HOURS);
    assert_eq!(home.run(&words(RUN)).code, Some(0));
    simulator.advance(Duration::from_mins(9));
    let again = copy.run(&words(RUN));
    assert_eq!(again.code, Some(0), "{again}");
}

#[test]
fn a_later_consent_takes_scopes_away() {
    let simulator = simulator();
    let home = OAUTH2.connected(&simulator);
    sign_in_elsewhere(&simulator, "--scopes-for get-current-user", &["acme"]);
    let page = "run get-page --set id=131075";
    assert_eq!(home.run(&words(page)).code, Some(0), "a token keeps its scopes");
    simulator.advance(HOURS);
    let mut told = Told::default();
    let first = home.run(&words(page));
    assert_eq!(first.code, Some(5), "{first}");
    told.add("as it is found out", &first);
    told.add("once it is known", &home.run(&words(page)));
    let check = home.run(&["connections", "check", "wiki", "--json"]).json();
    assert_eq!(check["scopes"], serde_json::json!(["read:confluence-user", "offline_access"]));
    assert_snapshot!("scopes_taken_away", told);
}

#[test]
fn a_site_that_a_later_consent_leaves_out_is_told() {
    let simulator = simulator();
    let home = OAUTH2.connected(&simulator);
    sign_in_elsewhere(&simulator, "", &["globex"]);
    let mut told = Told::default();
    for command in [RUN, "run list-spaces", CHECK] {
        let outcome = home.run(&words(command));
        assert_eq!(outcome.code, Some(6), "{outcome}");
        told.add(command, &outcome);
    }
    assert_snapshot!("site_left_out", told);
    let again = ["connections", "reconnect", "wiki"];
    let again = Waiting::start(&home, &simulator, &again).sign_in(&simulator, &Consent::accept(&["acme"]));
    assert_eq!(again.code, Some(0), "{again}");
    assert_eq!(home.run(&words(RUN)).code, Some(0));
}

#[test]
fn a_site_that_the_gateway_no_longer_finds_is_told_for_each_way_to_connect() {
    let mut told = Told::default();
    for way in [SCOPED_TOKEN, SERVICE_TOKEN, OAUTH2, SERVICE_ACCOUNT, ACCESS_TOKEN] {
        let simulator = simulator();
        let home = way.connected(&simulator);
        assert!(simulator.lose_site("acme"));
        for command in [RUN, CHECK] {
            let outcome = home.run(&words(command));
            assert_eq!(outcome.code, Some(6), "{outcome}");
            told.add(&format!("{}: {command}", way.name), &outcome);
        }
    }
    assert_snapshot!("site_lost", told);
}

#[test]
fn a_sign_in_without_a_refresh_token_is_told_at_once_and_when_it_ends() {
    let simulator = Simulator::start(Options { withholds_refresh_tokens: true, ..Options::default() }).unwrap();
    let home = Home::with_connector().reaching(&simulator);
    let mut told = Told::default();
    told.add("add", &OAUTH2.add(&home, &simulator));
    told.add("list", &home.run(&words("connections list")));
    let run = home.run(&words(RUN));
    assert_eq!(run.code, Some(0), "{run}");
    assert!(run.stderr.contains("no refresh token"), "{run}");
    simulator.advance(HOURS);
    told.add("run, when it has ended", &home.run(&words(RUN)));
    assert_snapshot!("no_refresh_token", told);
}

#[test]
fn a_token_that_ends_is_renewed_without_a_word() {
    for way in [OAUTH2, OAUTH2_DATA_CENTER, SERVICE_ACCOUNT] {
        let simulator = simulator();
        let home = way.connected(&simulator);
        for _ in 0..2 {
            simulator.advance(HOURS);
            let outcome = home.run(&words(RUN));
            assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{}: {outcome}", way.name);
        }
    }
}
