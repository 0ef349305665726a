//! Publishes a real folder to a simulated Confluence, again and again.

use std::fs;

use confluence_simulator::{Fault, FaultAction, Options, Simulator};
use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::home::{Home, simulator};
use crate::tour::{add_on_prem, commands};

const GUIDE: &str = include_str!("../../../../docs/guides/publishing-a-folder.md");

/// A home with a folder `handbook`.
fn home(simulator: &Simulator) -> Home {
    let home = Home::connected(simulator);
    for folder in ["guides", "img", ".git"] {
        fs::create_dir_all(home.path().join("handbook").join(folder)).unwrap();
    }
    home.file("handbook/README.md", "# Handbook\n\nSee [how to start](guides/start.md).\n");
    home.file(
        "handbook/guides/start.md",
        "---\ntitle: Getting started\n---\n![The plan](../img/plan.png)\n\nGo [up](..).\n",
    );
    home.file("handbook/guides/end.md", "# The end\n\nBye.\n");
    home.file("handbook/img/plan.png", b"\x89PNG not really");
    home.file("handbook/.git/config.md", "# Hidden\n");
    home
}

fn publish(home: &Home, connection: &str, more: &[&str]) -> (Vec<Value>, Value) {
    let fixed = ["run", "publish-tree", "-c", connection, "--set", "spaceKey=DOCS", "--set", "tree=handbook"];
    let outcome = home.run(&[&fixed[..], &["--file", "pages=handbook", "--output", "ndjson"], more].concat());
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(!outcome.stderr.contains("warning:"), "{outcome}");
    assert!(outcome.stderr.contains(" results: "), "{outcome}");
    let mut results: Vec<Value> = outcome.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let counts = results.pop_if(|last| last.get("path").is_none()).unwrap_or_default();
    (results, counts)
}

fn outcomes(results: &[Value]) -> Vec<(&str, &str)> {
    results.iter().map(|result| (result["path"].as_str().unwrap(), result["outcome"].as_str().unwrap())).collect()
}

fn id(results: &[Value], path: &str) -> String {
    let found = results.iter().find(|result| result["path"] == path).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn page(home: &Home, connection: &str, id: &str) -> Value {
    let id = format!("id={id}");
    let outcome = home.run(&["run", "get-page", "-c", connection, "--set", &id, "--set", "bodyFormat=storage"]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    outcome.json()
}

fn changes(simulator: &Simulator) -> usize {
    let changed = simulator.requests().iter().filter(|request| request.method != "GET").count();
    simulator.clear_requests();
    changed
}

#[test]
fn a_folder_becomes_a_tree_of_pages_and_stays_one() {
    let simulator = simulator();
    let home = home(&simulator);
    add_on_prem(&home, &simulator);
    for connection in ["acme", "on-prem"] {
        let (first, _) = publish(&home, connection, &[]);
        let expected = ["/", "guides/", "guides/end.md", "guides/start.md"].map(|path| (path, "created"));
        assert_eq!(outcomes(&first), expected, "{connection}");
        let (root, start) = (id(&first, "/"), id(&first, "guides/start.md"));
        let body = page(&home, connection, &root)["body"]["storage"]["value"].to_string();
        assert!(body.contains("Getting started") && body.contains("how to start"), "{body}");
        let started = page(&home, connection, &start);
        assert_eq!(
            (&started["title"], &started["parentId"]),
            (&json!("Getting started"), &json!(id(&first, "guides/")))
        );
        let body = started["body"]["storage"]["value"].to_string();
        assert!(body.contains("plan.png") && body.contains("Handbook"), "{body}");
        let attachments = &first[3]["attachments"];
        assert_eq!(attachments[0]["outcome"], "uploaded", "{attachments}");

        changes(&simulator);
        let (second, _) = publish(&home, connection, &[]);
        assert!(outcomes(&second).iter().all(|(_, outcome)| *outcome == "unchanged"), "{connection}: {second:?}");
        assert_eq!(changes(&simulator), 0, "{connection}: nothing is written");

        home.file("handbook/guides/start.md", "# Starting out\n\n![The plan](../img/plan.png)\n");
        home.file("handbook/img/plan.png", b"\x89PNG another");
        fs::remove_file(home.path().join("handbook/guides/end.md")).unwrap();
        let (third, _) = publish(&home, connection, &[]);
        let expected =
            [("/", "updated"), ("guides/", "unchanged"), ("guides/start.md", "updated"), ("guides/end.md", "missing")];
        assert_eq!(outcomes(&third), expected, "{connection}: {third:?}");
        assert_eq!(id(&third, "guides/start.md"), start, "{connection}: the same page under another title");
        assert_eq!(third[2]["attachments"][0]["outcome"], "uploaded", "{connection}");
        let gone = id(&third, "guides/end.md");
        assert_eq!(page(&home, connection, &gone)["status"], "current", "{connection}");

        let fixed = ["run", "publish-tree", "-c", connection, "--set", "spaceKey=DOCS", "--set", "tree=handbook"];
        let dry =
            home.run(&[&fixed[..], &["--file", "pages=handbook", "--set", "removeMissing=true", "--dry-run"]].concat());
        let shown = dry.json();
        let last = shown.as_array().unwrap().last().unwrap();
        assert_eq!((&last["dryRun"], &last["request"]["method"]), (&json!(true), &json!("DELETE")), "{dry}");

        let (fourth, _) = publish(&home, connection, &["--set", "removeMissing=true"]);
        assert_eq!(outcomes(&fourth)[3], ("guides/end.md", "removed"), "{connection}");
        // As it was.
        home.file(
            "handbook/guides/start.md",
            "---\ntitle: Getting started\n---\n![The plan](../img/plan.png)\n\nGo [up](..).\n",
        );
        home.file("handbook/guides/end.md", "# The end\n\nBye.\n");
        home.file("handbook/img/plan.png", b"\x89PNG not really");
    }
}

#[test]
fn a_folder_that_links_out_of_itself_is_refused() {
    let simulator = simulator();
    let home = home(&simulator);
    home.file("secret.md", "# Secret\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../secret.md", home.path().join("handbook/leak.md")).unwrap();
    #[cfg(unix)]
    {
        let outcome =
            home.run(&["run", "publish-tree", "--set", "spaceKey=DOCS", "--set", "tree=h", "--file", "pages=handbook"]);
        assert_ne!(outcome.code, Some(0), "{outcome}");
        assert!(outcome.stderr.contains("the link leads out of the folder"), "{outcome}");
        assert_eq!(simulator.requests().len(), 0);
    }
}

#[test]
fn a_run_that_cannot_go_on_is_not_kept() {
    let simulator = simulator();
    let home = home(&simulator);
    let run = ["run", "publish-tree", "--set", "tree=handbook", "--file", "pages=handbook"];
    assert_snapshot!("publish_nowhere", home.run(&run));
    assert_snapshot!("publish_wrong_space", home.run(&[&run[..], &["--set", "spaceKey=NOBODY"]].concat()));
    home.file("handbook/guides/end.md", "# Getting started\n\nBye.\n");
    assert_snapshot!("publish_equal_titles", home.run(&[&run[..], &["--set", "spaceKey=DOCS"]].concat()));
    assert_eq!(home.run(&["runs", "list", "--json"]).json(), json!([]));
}

#[test]
fn the_commands_of_the_guide_to_publishing_run() {
    let simulator = simulator();
    let home = home(&simulator);
    let commands = commands(GUIDE);
    assert_eq!(commands.len(), 3);
    for command in commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        let outcome = home.run(&arguments);
        assert_eq!(outcome.code, Some(0), "{arguments:?}: {outcome}");
    }
}

#[test]
fn a_run_whose_file_is_gone_says_what_to_do() {
    let simulator = Simulator::start(Options::default()).unwrap();
    let home = home(&simulator);
    let wait = FaultAction::RateLimited { retry_after: Some("3600".to_owned()) };
    simulator.fault(Fault::once(wait).on("POST", "/pages"));
    let publish =
        ["run", "publish-tree", "--set", "spaceKey=DOCS", "--set", "tree=handbook", "--file", "pages=handbook"];
    let broken = home.run(&publish);
    assert!(broken.stderr.contains("connector runs resume"), "{broken}");
    let id = home.run(&["runs", "list", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
    fs::remove_file(home.path().join("handbook/guides/end.md")).unwrap();
    assert_snapshot!("publish_file_gone", home.run(&["runs", "resume", &id]));
}
