//! The example of the front page runs against the simulator.

#![allow(clippy::unwrap_used, reason = "what panics here fails a test")]

mod support;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use confluence_simulator::{Options, Simulator};

/// Cargo builds examples beside the tests that it runs.
fn example() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let folder = tests.parent().and_then(|deps| deps.parent()).unwrap();
    folder.join("examples").join(format!("embed{}", std::env::consts::EXE_SUFFIX))
}

#[test]
fn the_example_lists_the_pages_of_a_site() {
    let simulator = Simulator::start(Options { pages: 300, ..Options::default() }).unwrap();
    let mut child = Command::new(example())
        .arg(support::component("confluence.wasm"))
        .args(["acme", "user@example.com"])
        .args(simulator.connect_to())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`cargo test` without `--test` builds the example");
    child.stdin.take().unwrap().write_all(Options::default().api_token.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 303, "two homepages, 300 pages and the summary");
    assert_eq!(text.lines().last(), Some(r#"{"emitted":302}"#));
}

#[test]
fn the_example_is_short() {
    let text = include_str!("../examples/embed.rs");
    assert!(text.lines().count() <= 60);
}
