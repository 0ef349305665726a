//! Ctrl-C.
#![cfg(unix)]

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use confluence_simulator::{Fault, FaultAction, Simulator};

use crate::home::{Home, Outcome, simulator};

const PATIENCE: Duration = Duration::from_secs(30);

fn start(home: &Home, arguments: &[&str]) -> Child {
    home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Interrupts a command whose request has arrived.
fn interrupt(home: &Home, simulator: &Simulator, child: Child) -> Outcome {
    assert!(simulator.wait_for_requests(1, PATIENCE));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    home.outcome(&child.wait_with_output().unwrap())
}

#[test]
fn a_read_that_is_given_up_is_cancelled() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    simulator.fault(Fault::once(FaultAction::Hang));
    let child = start(&home, &["run", "list-spaces"]);
    insta::assert_snapshot!("interrupted_read", interrupt(&home, &simulator, child));
}

#[test]
fn a_write_that_is_given_up_is_uncertain() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    simulator.fault(Fault::once(FaultAction::Hang));
    let child = start(&home, &["run", "create-page", "--set", "title=New", "--set", "spaceId=98305"]);
    insta::assert_snapshot!("interrupted_write", interrupt(&home, &simulator, child));
}
