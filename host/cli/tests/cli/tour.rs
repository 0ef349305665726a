//! The command performs actions of every kind against the simulator, and what the documents show runs.

use std::collections::BTreeSet;
use std::fs;

use confluence_simulator::{Options, Simulator};
use serde_json::{Value, json};

use crate::home::{Home, TOKEN, component};

#[test]
fn the_command_goes_on_a_tour_of_every_group() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let home = Home::connected(&simulator);
    add_on_prem(&home, &simulator);
    let tour: Vec<Value> = serde_json::from_str(include_str!("../../../../tests/tour.json")).unwrap();
    let listed = home.run(&["actions", "--json"]).json();
    let listed = listed.as_array().unwrap();
    // Some are offered on Data Center alone, of which not all is simulated.
    let on_cloud = listed.iter().filter(|action| !action["when"].to_string().contains("uri"));
    let mut left: BTreeSet<&str> = on_cloud.map(|action| text(action, "group")).collect();
    for step in &tour {
        let action = text(step, "action");
        let input = step["input"].to_string();
        let connection = if step["onPrem"] == true { "on-prem" } else { "acme" };
        let mut arguments = vec!["run", action, "-c", connection, "--input", &input];
        let file = step["file"].as_str().map(|content| format!("file={}", home.file("ticket.txt", content).display()));
        if let Some(file) = &file {
            arguments.extend(["--file", file]);
        }
        if let Some(save) = step["save"].as_str() {
            arguments.extend(["--save", save]);
        }
        let outcome = home.run(&arguments);
        assert_eq!(outcome.code, Some(0), "{action}: {outcome}");
        assert!(!outcome.stderr.contains("warning:"), "{action}: {outcome}");
        let known = listed.iter().find(|known| known["name"] == action).unwrap();
        left.remove(text(known, "group"));
    }
    assert_eq!(fs::read_to_string(home.path().join("saved.txt")).unwrap(), "A ticket.");
    assert!(left.is_empty(), "the tour leaves out {left:?}");
}

/// Adds a connection to the simulated Data Center.
pub(crate) fn add_on_prem(home: &Home, simulator: &Simulator) {
    let token = home.file("token.txt", "simulator-personal-access-token");
    let (token, uri) =
        (format!("personalAccessToken={}", token.display()), format!("uri={}/confluence", simulator.site_origin()));
    let form = ["--set", "address=uri", "--set", &uri, "--secret-file", &token];
    let added = home.run(&[&["connections", "add", "on-prem", "--auth", "personal-access-token"], &form[..]].concat());
    assert_eq!(added.code, Some(0), "{added}");
}

fn text<'a>(document: &'a Value, key: &str) -> &'a str {
    document[key].as_str().unwrap()
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

#[cfg(unix)]
#[test]
fn the_readme_leads_to_the_simulated_data_center() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let home = Home::with_connector();
    home.file("site.json", json!({ "site": simulator.site_origin(), "connectTo": simulator.connect_to() }).to_string());
    let mut blocks = include_str!("../../../../README.md").split("```sh\n").filter_map(|rest| rest.split("```").next());
    let block = blocks.find(|block| block.contains("$site/confluence")).unwrap();
    let command = home.command(&[]);
    let folder = std::path::Path::new(command.get_program()).parent().unwrap().display().to_string();
    let mut shell = std::process::Command::new("sh");
    for (name, value) in command.get_envs().filter_map(|(name, value)| Some((name, value?))) {
        shell.env(name, value);
    }
    shell
        .args(["-e", "-c", block])
        .current_dir(home.path())
        .env("PATH", format!("{folder}:{}", std::env::var("PATH").unwrap()));
    let outcome = home.outcome(&shell.output().unwrap());
    assert!(outcome.code == Some(0) && outcome.stdout.contains("\"DOCS\""), "{outcome}");
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
