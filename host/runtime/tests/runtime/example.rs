//! The example of the front page performs actions of every kind against the simulator.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use confluence_simulator::{Options, Simulator};
use serde_json::{Value, json};

/// Cargo builds examples beside the tests that it runs.
fn example() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let folder = tests.parent().and_then(Path::parent).unwrap();
    folder.join("examples").join(format!("embed{}", std::env::consts::EXE_SUFFIX))
}

fn perform(simulator: &Simulator, action: &str, input: &Value, file: Option<&Path>) -> String {
    let mut child = Command::new(example())
        .arg(crate::support::component("confluence.wasm"))
        .args(["acme", "user@example.com", action, &input.to_string()])
        .args(file)
        .env("CONNECTOR_CONNECT_TO", simulator.connect_to().join(","))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`cargo test` without `--test` builds the example");
    let written = child.stdin.take().unwrap().write_all(Options::default().api_token.as_bytes());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && written.is_ok(), "{action}: {written:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_example_goes_on_the_tour() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let tour: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/tour.json")).unwrap();
    // It connects to Cloud alone.
    for step in tour.iter().filter(|step| step["onPrem"] != true) {
        let action = step["action"].as_str().unwrap();
        let file = step["file"].as_str().map(|content| {
            let path = folder.path().join("ticket.txt");
            std::fs::write(&path, content).unwrap();
            path
        });
        let output = perform(&simulator, action, &step["input"], file.as_deref());
        // What is handed over one by one comes first.
        for line in serde_json::Deserializer::from_str(&output).into_iter::<Value>() {
            line.unwrap_or_else(|error| panic!("{action}: {error}: {output}"));
        }
    }
}

#[test]
fn the_example_lists_the_pages_of_a_site() {
    let simulator = Simulator::start(Options { pages: 300, ..Options::default() }).unwrap();
    let text = perform(&simulator, "list-pages", &json!({"all": true}), None);
    assert_eq!(text.lines().count(), 303, "two homepages, 300 pages and the summary");
    assert_eq!(text.lines().last(), Some(r#"{"emitted":302}"#));
}

#[test]
fn the_example_is_short() {
    let text = include_str!("../../examples/embed.rs");
    assert!(text.lines().count() <= 60);
}
