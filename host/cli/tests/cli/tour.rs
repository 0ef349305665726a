//! The command performs every action against the simulator, and what the documents show runs.

use std::fs;

use confluence_simulator::{Options, Simulator};
use serde_json::Value;

use crate::home::{Home, TOKEN, component};

#[test]
fn the_command_performs_every_action() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let home = Home::connected(&simulator);
    let tour: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/tour.json")).unwrap();
    let mut visited = Vec::new();
    for step in &tour {
        let action = step["action"].as_str().unwrap();
        let input = step["input"].to_string();
        let mut arguments = vec!["run", action, "-c", "acme", "--input", &input];
        let file = step["file"].as_str().map(|content| format!("file={}", home.file("ticket.txt", content).display()));
        if let Some(file) = &file {
            arguments.extend(["--file", file]);
        }
        if action == "download-attachment" {
            arguments.extend(["--save", "saved.txt"]);
        }
        let outcome = home.run(&arguments);
        assert_eq!(outcome.code, Some(0), "{action}: {outcome}");
        assert!(!outcome.stderr.contains("warning:"), "{action}: {outcome}");
        visited.push(action.to_owned());
    }
    assert_eq!(fs::read_to_string(home.path().join("saved.txt")).unwrap(), "A ticket.");
    let listed = home.run(&["actions", "--json"]).json();
    let mut known: Vec<String> =
        listed.as_array().unwrap().iter().map(|action| action["name"].as_str().unwrap().to_owned()).collect();
    known.sort();
    visited.sort();
    assert_eq!(visited, known, "the tour visits every action");
}

/// The commands of a document's `console` blocks, as a shell would split them.
pub(crate) fn commands(document: &str) -> Vec<Vec<String>> {
    let blocks = document.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("$ connector ")).map(words).collect()
}

fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            letter => word.push(letter),
        }
    }
    words.push(word);
    words
}

#[test]
fn the_commands_of_the_readme_run() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let home = Home::empty().reaching(&simulator);
    home.file("token.txt", TOKEN);
    let component = component().display().to_string();
    let commands = commands(include_str!("../../../../README.md"));
    assert!(commands.len() >= 5);
    for command in commands {
        let arguments: Vec<&str> = command
            .iter()
            .map(|word| if word == "target/confluence.wasm" { component.as_str() } else { word.as_str() })
            .collect();
        let outcome = home.run(&arguments);
        assert_eq!(outcome.code, Some(0), "{arguments:?}: {outcome}");
    }
}

#[test]
fn proxies_of_the_environment_are_ignored() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let home = Home::connected(&simulator);
    let sink = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    sink.set_nonblocking(true).unwrap();
    let proxy = format!("http://{}", sink.local_addr().unwrap());
    let mut command = home.command(&["run", "get-current-user"]);
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, &proxy);
    }
    let outcome = home.outcome(&command.output().unwrap());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(sink.accept().is_err(), "nobody came to the proxy");
}
