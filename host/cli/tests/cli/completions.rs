//! What shells complete.

use insta::assert_snapshot;

use crate::home::{Home, simulator};

/// What bash is told that may come at the end of a command line.
fn completed(home: &Home, line: &[&str]) -> Vec<String> {
    let mut command = home.command(&[&["--", "connector"], line].concat());
    command.env("COMPLETE", "bash").env("_CLAP_COMPLETE_INDEX", line.len().to_string()).env("_CLAP_IFS", "\n");
    let outcome = home.outcome(&command.output().unwrap());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (Some(0), ""), "{outcome}");
    outcome.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn every_shell_has_a_script() {
    let home = Home::empty();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let outcome = home.run(&["completions", shell]);
        assert_eq!(outcome.code, Some(0), "{outcome}");
        assert!(outcome.stdout.contains("COMPLETE") && outcome.stdout.contains("connector"), "{outcome}");
    }
    assert_snapshot!("unknown_shell", home.run(&["completions", "tcsh"]));
}

#[test]
fn names_of_the_home_folder_are_completed() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    assert_eq!(completed(&home, &["run", "get-page"]), ["get-page"]);
    assert!(completed(&home, &["actions", "list-sp"]).contains(&"list-spaces".to_owned()));
    assert_eq!(completed(&home, &["run", "get-page", "-c", "ac"]), ["acme"]);
    // A shell would run what stands behind the semicolon.
    let added = home.add("ac;touch x #", crate::home::TOKEN);
    assert_eq!(added.code, Some(0), "{added}");
    assert_eq!(completed(&home, &["run", "get-page", "-c", "ac"]), ["acme"]);
    assert_eq!(completed(&home, &["inspec"]), ["inspect"]);
    assert_eq!(completed(&home, &["actions", "--connector", ""]), ["confluence"]);
}

#[test]
fn completing_makes_no_home_folder() {
    let home = Home::empty();
    completed(&home, &["run", "get-page"]);
    assert!(!home.path().join("home").exists());
}
