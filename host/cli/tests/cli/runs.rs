//! Runs that wait, fail, are given up or killed, and go on.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

use confluence_simulator::{Fault, FaultAction};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::home::{Home, Outcome, guest, simulator};

/// A home with a connection of a connector whose actions can be resumed: `save` says after each step how far it is,
/// `walk` waits after each.
pub(crate) fn home() -> Home {
    let home = Home::empty();
    let installed = home.run(&["connectors", "add", &guest("hostile.wasm").display().to_string()]);
    assert_eq!(installed.code, Some(0), "{installed}");
    let form = ["--set", "subdomain=acme", "--set", "email=user@example.com", "--secret-file", "apiToken=-"];
    let added = home.run_with(&[&["connections", "add", "acme", "--no-check"], &form[..]].concat(), "a long token");
    assert_eq!(added.code, Some(0), "{added}");
    home
}

fn run<'a>(action: &'a str, input: &'a str) -> Vec<&'a str> {
    vec!["run", action, "--input", input, "--output", "ndjson"]
}

fn start(home: &Home, arguments: &[&str]) -> (Child, BufReader<ChildStdout>) {
    let mut child = home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    (child, stdout)
}

/// The next steps that were printed, at most this many.
fn steps(stdout: &mut impl BufRead, most: usize) -> Vec<u64> {
    let step = |line: &str| serde_json::from_str::<Value>(line).ok()?.get("step")?.as_u64();
    stdout.lines().take(most).map_while(|line| step(&line.unwrap())).collect()
}

fn steps_of(outcome: &Outcome) -> Vec<u64> {
    steps(&mut outcome.stdout.as_bytes(), usize::MAX)
}

fn runs(home: &Home) -> Vec<Value> {
    home.run(&["runs", "list", "--json"]).json().as_array().unwrap().clone()
}

/// The id of the only run.
fn id(home: &Home) -> String {
    let runs = runs(home);
    assert_eq!(runs.len(), 1, "{runs:?}");
    runs[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_run_that_is_done_or_tried_alone_is_not_kept() {
    let home = home();
    let outcome = home.run(&run("save", r#"{"steps": 3}"#));
    assert_eq!((outcome.code, steps_of(&outcome)), (Some(0), vec![0, 1, 2]), "{outcome}");
    let outcome = home.run(&[&run("walk", r#"{"steps": 2}"#)[..], &["--dry-run"]].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_snapshot!("no_runs", home.run(&["runs", "list"]));
}

#[test]
fn a_run_that_fails_goes_on_where_it_was() {
    let home = home();
    assert_snapshot!("run_failed", home.run(&run("save", r#"{"steps": 5, "break": 3}"#)));
    assert_snapshot!("runs_failed", home.run(&["runs", "list"]));
    let id = id(&home);
    assert_snapshot!("run_shown", home.run(&["runs", "show", &id[..8]]));
    let outcome = home.run(&["runs", "resume", &id[..8], "--output", "ndjson"]);
    assert_eq!((outcome.code, steps_of(&outcome)), (Some(0), vec![3, 4]), "{outcome}");
    let shown = home.run(&["runs", "show", &id, "--json"]).json();
    assert_eq!((&shown["state"], &shown["output"]), (&json!("done"), &json!({"steps": 5})));
    assert_snapshot!("run_cancelled_too_late", home.run(&["runs", "cancel", &id]));
    assert_snapshot!("run_over", home.run(&["runs", "resume", &id]));
    assert_snapshot!("run_removed", home.run(&["runs", "remove", "--over"]));
    assert_snapshot!("run_unknown", home.run(&["runs", "show", &id]));
    assert_eq!(runs(&home), Vec::<Value>::new());
}

#[test]
fn a_change_is_made_again_only_when_told_so() {
    let simulator = simulator();
    let answer = FaultAction::Answer { status: 200, headers: Vec::new(), body: "{}".to_owned() };
    simulator.fault(Fault::once(answer).on("POST", "/pages").times(u32::MAX));
    let home = home().reaching(&simulator);
    assert_snapshot!("run_uncertain", home.run(&run("change-each", r#"{"steps": 3, "break": 1}"#)));
    let id = id(&home);
    assert_snapshot!("run_uncertain_shown", home.run(&["runs", "show", &id]));
    assert_snapshot!("run_uncertain_resumed", home.run(&["runs", "resume", &id]));
    assert_eq!(simulator.requests().len(), 2);
    let repeated = home.run(&["runs", "resume", &id, "--repeat", "--output", "ndjson"]);
    assert_eq!((repeated.code, steps_of(&repeated)), (Some(0), vec![1, 2]), "{repeated}");
    assert_eq!(simulator.requests().len(), 4);
}

#[test]
fn runs_that_failed_are_removed_when_told_so() {
    let home = home();
    home.run(&run("save", r#"{"steps": 5, "break": 3}"#));
    home.run(&[&run("walk", r#"{"steps": 3}"#)[..], &["--detach"]].concat());
    assert_eq!(home.run(&["runs", "remove", "--over", "--json"]).json(), json!({"removed": []}));
    let removed = home.run(&["runs", "remove", "--failed", "--json"]).json();
    assert_eq!(removed["removed"].as_array().unwrap().len(), 1, "{removed}");
    assert_eq!(runs(&home).len(), 1, "one waits");
    assert_eq!(home.run(&["runs", "remove"]).code, Some(2));
}

#[test]
fn errors_as_json_name_the_run() {
    let home = home();
    let outcome = home.run(&[&run("save", r#"{"steps": 5, "break": 3}"#)[..], &["--json"]].concat());
    let error = outcome.error();
    let id = id(&home);
    assert_eq!((&error["run"], &error["message"]), (&json!(id), &json!("it broke")));
    assert!(error["hint"].as_str().unwrap().contains(&format!("connector runs resume {id}")), "{error}");
}

#[test]
fn a_run_waits_until_the_service_is_done() {
    let home = home();
    assert_snapshot!("run_waits", home.run(&["run", "walk", "--input", r#"{"steps": 3}"#]));
    let quiet = home.run(&["run", "walk", "--quiet", "--input", r#"{"steps": 2}"#]);
    assert_eq!(quiet.stderr, "", "{quiet}");
}

#[test]
fn a_detached_run_is_resumed_later() {
    let home = home();
    let detached = home.run(&[&run("walk", r#"{"steps": 3}"#)[..], &["--detach"]].concat());
    assert_snapshot!("run_detached", detached);
    let id = id(&home);
    assert_snapshot!("runs_waiting", home.run(&["runs", "list"]));
    let again = home.run(&["runs", "resume", &id, "--detach", "--output", "ndjson"]);
    let last: Value = serde_json::from_str(again.stdout.lines().last().unwrap()).unwrap();
    assert_eq!((&last["run"], &last["state"]), (&json!(id), &json!("waiting")), "{again}");
    assert_snapshot!("run_resumed", home.run(&["runs", "resume", &id]));
    // How far it once was is no news of a run that is done.
    assert_snapshot!("runs_done", home.run(&["runs", "list"]));
    assert_snapshot!("run_done_shown", home.run(&["runs", "show", &id]));
}

#[test]
fn a_cancelled_run_is_over() {
    let home = home();
    home.run(&[&run("walk", r#"{"steps": 3}"#)[..], &["--detach"]].concat());
    let id = id(&home);
    assert_snapshot!("run_cancelled", home.run(&["runs", "cancel", &id]));
    assert_snapshot!("run_cancelled_resume", home.run(&["runs", "resume", &id]));
    assert_eq!(home.run(&["runs", "remove", &id, "--json"]).json(), json!({"removed": [id]}));
}

#[test]
fn ctrl_c_leaves_a_run_that_is_resumed_at_once() {
    for signal in ["-INT", "-TERM"] {
        let home = home();
        let (child, mut stdout) = start(&home, &run("save", r#"{"steps": 100000}"#));
        let mut seen = steps(&mut stdout, 20);
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        seen.extend(steps(&mut stdout, usize::MAX));
        assert_snapshot!("run_interrupted", home.outcome(&child.wait_with_output().unwrap()));
        let id = id(&home);
        assert_eq!(runs(&home)[0]["state"], json!("interrupted"));
        let (mut child, mut stdout) = start(&home, &["runs", "resume", &id, "--output", "ndjson"]);
        let first = steps(&mut stdout, 1);
        assert!(first[0] <= seen.len() as u64, "{first:?} after {} steps", seen.len());
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

#[test]
fn a_connection_is_not_removed_with_its_runs_in_silence() {
    let home = home();
    let (mut child, mut stdout) = start(&home, &run("save", r#"{"steps": 100000}"#));
    assert_eq!(steps(&mut stdout, 2), [0, 1]);
    child.kill().unwrap();
    child.wait().unwrap();
    let removed = home.run(&["connections", "remove", "acme", "--yes"]);
    assert_eq!(removed.code, Some(0), "{removed}");
    assert!(removed.stderr.contains("forgotten with it: run `") && removed.stderr.contains(" save"), "{removed}");
    assert_eq!(runs(&home), Vec::<Value>::new());
}

#[test]
fn whoever_reads_no_more_leaves_no_run() {
    let home = home();
    let (child, mut stdout) = start(&home, &run("save", r#"{"steps": 100000}"#));
    assert_eq!(steps(&mut stdout, 2), [0, 1]);
    drop(stdout);
    let outcome = home.outcome(&child.wait_with_output().unwrap());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{outcome}");
    assert_eq!(runs(&home), Vec::<Value>::new());
}

#[test]
fn a_killed_run_loses_nothing() {
    let home = home();
    let (mut child, mut stdout) = start(&home, &run("save", r#"{"steps": 2000}"#));
    let mut seen = steps(&mut stdout, 50);
    // SIGKILL, which no process can heed.
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it was killed before it was done");
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    // Its last line may have been cut off.
    seen.extend(steps(&mut rest.as_bytes(), usize::MAX));
    let resumed = home.run(&["runs", "resume", &id(&home), "--output", "ndjson"]);
    assert_eq!(resumed.code, Some(0), "{resumed}");
    let resumed = steps_of(&resumed);
    assert!(resumed[0] > 0, "it does not begin again");
    let mut all = [seen, resumed].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all, (0..2_000).collect::<Vec<_>>());
}

#[test]
fn a_process_that_is_killed_while_it_waits_is_gone_on_for() {
    let home = home();
    let (mut child, mut stdout) = start(&home, &run("walk", r#"{"steps": 3}"#));
    let mut waits = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(waits.next().unwrap().unwrap().starts_with("waiting: 1 of 3"));
    child.kill().unwrap();
    child.wait().unwrap();
    let seen = steps(&mut stdout, usize::MAX);
    let resumed = home.run(&["runs", "resume", &id(&home), "--output", "ndjson"]);
    assert_eq!(resumed.code, Some(0), "{resumed}");
    assert_eq!(seen[0], 0);
    let last = steps_of(&resumed);
    assert_eq!(last.last(), Some(&2), "{resumed}");
    assert!(last.len() <= 3);
}
