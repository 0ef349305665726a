//! The examples of the reference fit: each makes a first request that could be sent.

use std::thread;

use confluence_simulator::Simulator;
use serde_json::{Map, Value, json};

use crate::home::{Home, Outcome, simulator};
use crate::tour::{add_on_prem, commands};

const REFERENCE: &str = include_str!("../../../../docs/reference/actions.md");

/// A home with a connection to each kind of Confluence.
fn home(simulator: &Simulator) -> Home {
    let home = Home::connected(simulator);
    add_on_prem(&home, simulator);
    home
}

/// What one example does, without sending anything.
fn tried(home: &Home, section: &str) -> (String, Outcome) {
    let command = commands(section).remove(0);
    let facts = section.lines().find(|line| line.contains(" · ") || line.starts_with("**Writes**")).unwrap_or_default();
    let connection = if facts.contains("Cloud") { "acme" } else { "on-prem" };
    let secrets: Map<String, Value> = section
        .lines()
        .filter(|line| line.ends_with("a secret |"))
        .map(|line| (line.split('`').nth(1).unwrap().to_owned(), json!("a long secret")))
        .collect();
    let secret = home.file(&format!("{}.json", command[1]), Value::Object(secrets).to_string());
    let secret = format!("@{}", secret.display());
    for pair in command.windows(2).filter(|pair| pair[0] == "--file") {
        home.file(pair[1].split_once('=').unwrap().1, "content");
    }
    let mut arguments: Vec<&str> =
        command.iter().map(|word| if word == "@secret.json" { secret.as_str() } else { word.as_str() }).collect();
    arguments.extend(["-c", connection, "--dry-run=offline"]);
    (command.join(" "), home.run(&arguments))
}

#[test]
fn every_example_of_the_reference_makes_a_request() {
    let simulator = simulator();
    let home = home(&simulator);
    let sections: Vec<&str> = REFERENCE.split("\n### ").skip(1).collect();
    let faults: Vec<String> = thread::scope(|scope| {
        let home = &home;
        let parts = sections.chunks(sections.len().div_ceil(4));
        let workers: Vec<_> = parts
            .map(|part| {
                scope.spawn(move || {
                    let outcomes = part.iter().map(|section| tried(home, section));
                    let wrong = outcomes.filter(|(_, outcome)| outcome.code != Some(0));
                    wrong.map(|(command, outcome)| format!("{command}\n{outcome}")).collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{} of {} examples:\n{}", faults.len(), sections.len(), faults.join("\n"));
}
