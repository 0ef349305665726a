//! Runs that are done although some of their results are not what was wanted.

use confluence_simulator::{Fault, FaultAction};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::home::{Home, simulator};

/// The ids of pages that may be deleted.
fn pages(home: &Home) -> Vec<String> {
    let listed = home.run(&["run", "list-pages", "--set", "limit=20"]).json();
    let ids = listed["results"].as_array().unwrap().iter().map(|page| page["id"].as_str().unwrap().to_owned());
    // Those at the end of the list have no others below them.
    ids.rev().collect()
}

fn delete(ids: &[&str]) -> String {
    let items: Vec<Value> = ids.iter().map(|id| json!({ "id": id })).collect();
    json!({ "items": items, "concurrency": 1 }).to_string()
}

#[test]
fn results_that_failed_have_an_exit_code_of_their_own() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let pages = pages(&home);
    simulator.fault(Fault::once(FaultAction::LoseAnswer).on("DELETE", &format!("/pages/{}", pages[1])));
    let input = delete(&[&pages[0], "999999999", &pages[1], "999999998"]);
    let run = ["run", "delete-pages", "--output", "ndjson", "--input"];
    let outcome = home.run(&[&run[..], &[&input]].concat());
    let statuses: Vec<Value> =
        outcome.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["status"].take()).collect();
    assert_eq!(statuses, ["done", "failed", "uncertain", "failed"], "{outcome}");
    assert_snapshot!("some_failed", outcome.without_stdout());
    let error = home.run(&[&run[..], &[&delete(&["999999999"]), "--json", "--quiet"]].concat());
    assert_eq!((error.code, &error.error()["kind"]), (Some(13), &json!("results")), "{error}");
    assert_eq!(home.run(&["runs", "list", "--json"]).json(), json!([]), "there is nothing left to go on with");
    let done = home.run(&[&run[..], &[&delete(&[&pages[2]])]].concat());
    assert_eq!(done.code, Some(0), "{done}");
}

#[test]
fn a_dry_run_shows_the_first_of_several_changes_and_how_many_go_beside_it() {
    let home = Home::connected(&simulator());
    let items: Vec<Value> = (1..=6).map(|id| json!({ "id": id.to_string() })).collect();
    let input = json!({ "items": items }).to_string();
    let outcome = home.run(&["run", "delete-pages", "--dry-run", "--input", &input]);
    let planned = outcome.json();
    assert!(planned["request"]["url"].as_str().unwrap().ends_with("/pages/1"), "{outcome}");
    assert_eq!(planned["others"], 5, "{outcome}");
    assert_snapshot!("dry_run_of_several", outcome.without_stdout());
}

#[test]
fn results_of_a_resumed_run_that_failed_have_it_too() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let pages = pages(&home);
    let wait = FaultAction::RateLimited { retry_after: Some("3600".to_owned()) };
    simulator.fault(Fault::once(wait).on("DELETE", &format!("/pages/{}", pages[1])));
    let input = delete(&["999999999", &pages[0], &pages[1]]);
    let broken = home.run(&["run", "delete-pages", "--output", "ndjson", "--input", &input]);
    assert!(broken.stdout.lines().count() == 2 && broken.stderr.contains("asks to slow down"), "{broken}");
    let id = home.run(&["runs", "list", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
    let resumed = home.run(&["runs", "resume", &id, "--output", "ndjson"]);
    assert_snapshot!("some_failed_resumed", resumed.without_stdout());
    assert_eq!(home.run(&["runs", "show", &id, "--json"]).json()["state"], "done");
}
