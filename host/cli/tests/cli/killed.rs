//! Processes that are killed while they renew a sign-in, and two that renew one at once.
#![cfg(unix)]

use std::process::{Child, Stdio};
use std::time::{Duration, SystemTime};

use confluence_simulator::{Fault, FaultAction, Simulator};
use connector_runtime::{ConnectTo, Runtime, Settings};
use serde_json::json;

use crate::browser::signed_in;
use crate::front::{Front, PATIENCE};
use crate::home::{Home, simulator};

const RUN: [&str; 4] = ["run", "get-page", "--set", "id=131075"];

/// A home with a connection whose access token has ended, which the service alone knows.
fn ended(simulator: &Simulator) -> Home {
    let home = signed_in(simulator, &[]);
    simulator.advance(Duration::from_hours(2));
    simulator.clear_requests();
    home
}

fn start(home: &Home, arguments: &[&str]) -> Child {
    home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn kill(mut child: Child) {
    // SIGKILL, which no process can heed.
    child.kill().unwrap();
    child.wait().unwrap();
}

fn refreshes(simulator: &Simulator) -> usize {
    let asked = |grant: Option<String>| grant.as_deref() == Some("refresh_token");
    simulator.requests().iter().filter(|request| asked(request.grant_type())).count()
}

/// Sends the token endpoint's origin to somebody who stands in front of it.
fn through(front: &Front) -> String {
    format!("https://auth.atlassian.com=http://{}", front.address())
}

/// Runs the action in this process, a minute ahead of the clock: the lease of a dead process has ended by then.
fn run_in_a_minute(home: &Home, simulator: &Simulator) {
    let mappings = simulator.connect_to().iter().map(|mapping| mapping.parse().unwrap()).collect::<Vec<ConnectTo>>();
    let settings = Settings::new(home.path().join("home"))
        .connect_to(mappings)
        .clock(|| SystemTime::now() + Duration::from_mins(1));
    let run = async {
        let connection = Runtime::open(settings).await.unwrap().connection("acme").await.unwrap();
        connection.action("get-page").unwrap().input(json!({"id": "131075"})).await.unwrap();
    };
    tokio::runtime::Runtime::new().unwrap().block_on(run);
}

/// What comes after the death of a process that held the lease: the next one waits for it, and works.
fn recovers(home: &Home, simulator: &Simulator) {
    simulator.clear_requests();
    let mut waiting = start(home, &RUN);
    assert!(simulator.wait_for_requests(1, PATIENCE), "it finds out that the token has ended");
    assert!(waiting.try_wait().unwrap().is_none(), "the dead process still has the lease");
    run_in_a_minute(home, simulator);
    let outcome = home.outcome(&waiting.wait_with_output().unwrap());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(refreshes(simulator), 1, "by the one that was a minute ahead");
    let outcome = home.run(&RUN);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(refreshes(simulator), 1);
}

#[test]
fn a_process_that_is_killed_before_its_refresh_was_processed_loses_nothing() {
    let simulator = simulator();
    let home = ended(&simulator);
    simulator.fault(Fault::once(FaultAction::Hang).on("POST", "/oauth/token").times(u32::MAX));
    let child = start(&home, &RUN);
    // The action, which finds the token ended, and the refresh.
    assert!(simulator.wait_for_requests(2, PATIENCE));
    assert_eq!(simulator.requests()[1].path, "/oauth/token");
    kill(child);
    simulator.clear_faults();
    recovers(&home, &simulator);
}

#[test]
fn a_process_that_is_killed_before_the_answer_to_its_refresh_comes_loses_nothing() {
    let simulator = simulator();
    let home = ended(&simulator);
    let front = Front::holding(&simulator.auth_origin());
    let child = start(&home, &[&RUN[..], &["--connect-to", &through(&front)]].concat());
    assert_eq!(front.next(), "an answer");
    assert_eq!((refreshes(&simulator), simulator.requests()[1].status), (1, Some(200)), "the service has renewed it");
    kill(child);
    recovers(&home, &simulator);
}

#[test]
fn two_processes_at_once_make_one_refresh() {
    let simulator = simulator();
    let home = ended(&simulator);
    let front = Front::holding(&simulator.auth_origin());
    let mapping = through(&front);
    let arguments = [&RUN[..], &["--connect-to", &mapping]].concat();
    let children = [start(&home, &arguments), start(&home, &arguments)];
    assert_eq!(front.next(), "an answer");
    // Two actions that find the token ended, and one refresh: the other process waits for it.
    assert!(simulator.wait_for_requests(3, PATIENCE));
    assert_eq!(refreshes(&simulator), 1);
    front.release();
    for child in children {
        let outcome = home.outcome(&child.wait_with_output().unwrap());
        assert_eq!(outcome.code, Some(0), "{outcome}");
    }
    assert_eq!(refreshes(&simulator), 1);
}
