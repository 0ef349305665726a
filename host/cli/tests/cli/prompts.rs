//! What is asked on a terminal.
#![cfg(target_os = "linux")]

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use confluence_simulator::Simulator;
use insta::assert_snapshot;

use crate::home::{Home, TOKEN, simulator};

/// A command on a terminal, which `script` of util-linux makes.
struct Terminal {
    child: Child,
    keyboard: ChildStdin,
    screen: ChildStdout,
    shown: Vec<u8>,
}

impl Terminal {
    fn start(home: &Home, arguments: &[&str]) -> Self {
        let command = home.command(arguments);
        let line: Vec<String> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| format!("'{}'", word.to_str().unwrap()))
            .collect();
        let mut script = Command::new("script");
        script.args(["--quiet", "--return", "--echo", "never", "--command", &line.join(" "), "/dev/null"]);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => script.env(name, value),
                None => script.env_remove(name),
            };
        }
        script.env("TERM", "dumb").current_dir(home.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = script.spawn().unwrap();
        let (keyboard, screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, keyboard, screen, shown: Vec::new() }
    }

    /// Types a line once a question is shown.
    fn answer(&mut self, question: &str, answer: &str) {
        let from = self.shown.len();
        while !String::from_utf8_lossy(&self.shown[from..]).contains(question) {
            let mut byte = [0];
            let read = self.screen.read(&mut byte).unwrap();
            assert!(read > 0, "it ended early: {}", String::from_utf8_lossy(&self.shown));
            self.shown.push(byte[0]);
        }
        writeln!(self.keyboard, "{answer}").unwrap();
    }

    fn end(mut self) -> (Option<i32>, String) {
        // What asks although it should not finds nobody there.
        drop(self.keyboard);
        self.screen.read_to_end(&mut self.shown).unwrap();
        let text = String::from_utf8(self.shown).unwrap().replace('\r', "");
        (self.child.wait().unwrap().code(), text)
    }
}

fn start(simulator: &Simulator, arguments: &[&str]) -> (Home, Terminal) {
    let home = Home::with_connector().reaching(simulator);
    let terminal = Terminal::start(&home, arguments);
    (home, terminal)
}

#[test]
fn what_is_missing_is_asked_for() {
    let simulator = simulator();
    let (home, mut terminal) = start(&simulator, &["connections", "add", "acme"]);
    terminal.answer("Confluence address", "");
    terminal.answer("The way to sign in", "");
    terminal.answer("Confluence subdomain: ", "");
    terminal.answer("Confluence subdomain: ", "acme");
    terminal.answer("Email: ", "user@example.com");
    terminal.answer("API token: ", TOKEN);
    terminal.answer("Expiry date", "");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    assert!(!shown.contains(TOKEN));
    assert_snapshot!("prompts", shown);
    let mut terminal = Terminal::start(&home, &["connections", "reconnect", "acme"]);
    terminal.answer("API token: ", TOKEN);
    terminal.answer("Expiry date", "2099-12-31");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    let mut terminal =
        Terminal::start(&home, &["connections", "reconnect", "acme", "--set", "email=other.user@example.com"]);
    terminal.answer("API token: ", "simulator-other-api-token");
    terminal.answer("Expiry date", "");
    terminal.answer("Is that meant?", "n");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(7), "{shown}");
    let mut terminal = Terminal::start(&home, &["connections", "remove", "acme"]);
    terminal.answer("[y/N]", "y");
    assert_eq!(terminal.end().0, Some(0));
}

#[test]
fn what_cannot_be_added_is_told_before_a_secret_is_asked_for() {
    let simulator = simulator();
    for (more, said) in [
        (&["--auth", "api-token", "--set", "emial=user@example.com"][..], "did you mean `email`?"),
        (&["--auth", "api-token", "--set", "subdomain=a b"], "/subdomain: must be the name in front of"),
        (&["--auth", "api-token", "--location", "Nowhere"], "there is no location `Nowhere`"),
        (&["--auth", "oauth2", "--set", "clientId=x", "--scopes", "all"], "must be one of `recommended`"),
        (&["--auth", "oauth2", "--set", "clientId=x", "--callback-url", "nonsense"], "cannot be the callback URL"),
    ] {
        let (_home, terminal) = start(&simulator, &[&["connections", "add", "acme"], more].concat());
        let (code, shown) = terminal.end();
        assert!(code != Some(0) && shown.contains(said), "{shown}");
        assert!(!shown.contains("API token: ") && !shown.contains("Client secret: "), "{shown}");
    }
    // A choice that is still open is no mistake.
    let (_home, mut terminal) = start(&simulator, &["connections", "add", "acme", "--auth", "personal-access-token"]);
    terminal.answer("Confluence address", "2");
    terminal.answer("On-prem URI: ", &format!("{}/confluence", simulator.site_origin()));
    terminal.answer("Personal access token: ", "simulator-personal-access-token");
    terminal.answer("Expiry date", "");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
}

#[test]
fn an_action_that_removes_asks_on_a_terminal() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let run = ["run", "delete-page", "--set", "id=999999999"];
    let mut terminal = Terminal::start(&home, &run);
    terminal.answer("[y/N]", "n");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(130), "{shown}");
    assert_snapshot!("remove_declined", shown);
    assert!(simulator.requests().is_empty());
    let mut terminal = Terminal::start(&home, &run);
    terminal.answer("[y/N]", "y");
    assert_eq!(terminal.end().0, Some(6), "it is not there");
    for more in [&["--yes"][..], &["--dry-run"]] {
        let (_, shown) = Terminal::start(&home, &[&run[..], more].concat()).end();
        assert!(!shown.contains("[y/N]"), "{shown}");
    }
    assert_eq!(home.run(&run).code, Some(6), "nobody is asked without a terminal");
}

#[test]
fn an_action_that_removes_for_some_inputs_asks_for_these() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let labels = r#"items=[{"id":"131075","labels":["none"]}]"#;
    let api = ["run", "api-request", "--set", "path=/wiki/api/v2/pages/999999999"];
    let removing: [&[&str]; 2] = [
        &[&api[..], &["--set", "method=DELETE"]].concat(),
        &["run", "label-content", "--set", "change=remove", "--set", labels],
    ];
    for run in removing {
        let mut terminal = Terminal::start(&home, run);
        terminal.answer("which removes something", "n");
        assert_eq!(terminal.end().0, Some(130));
    }
    assert!(simulator.requests().is_empty());
    for run in [&api[..], &["run", "label-content", "--set", labels]] {
        let (_, shown) = Terminal::start(&home, run).end();
        assert!(!shown.contains("[y/N]"), "{shown}");
    }
}

#[test]
fn ways_to_sign_in_that_few_need_stand_behind_more() {
    let simulator = simulator();
    let (_home, mut terminal) = start(&simulator, &["connections", "add", "acme", "--set", "address=uri"]);
    terminal.answer("On-prem URI: ", &format!("{}/confluence", simulator.site_origin()));
    terminal.answer("The way to sign in", "2");
    terminal.answer("Personal access token: ", "simulator-personal-access-token");
    terminal.answer("Expiry date", "");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    let more = shown.split("  More\n").nth(1).unwrap();
    assert!(more.starts_with("  2. Personal access token (personal-access-token)"), "{shown}");
}
