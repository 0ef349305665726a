//! Secrets stay where they belong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use confluence_simulator::{Consent, Fault, FaultAction, LoggedRequest, Options, Simulator};

use crate::browser::Waiting;
use crate::home::Home;

/// A secret that appears nowhere by chance, with letters that encodings change.
const CANARY: &str = "canary+token/of=this%test-7f3a9";

/// The secret in every spelling that it could be found in.
fn spellings() -> Vec<Vec<u8>> {
    let hexadecimal = |upper: bool| -> String {
        CANARY.bytes().map(|byte| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") }).collect()
    };
    let percent: String = CANARY
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let credential = format!("user@example.com:{CANARY}");
    [
        CANARY.to_owned(),
        hexadecimal(false),
        hexadecimal(true),
        percent.replace("%2D", "-"),
        percent,
        STANDARD_NO_PAD.encode(CANARY),
        URL_SAFE.encode(CANARY),
        STANDARD.encode(credential),
    ]
    .map(String::into_bytes)
    .to_vec()
}

fn assert_clean(bytes: &[u8], place: &str) {
    for spelling in spellings() {
        let found = bytes.windows(spelling.len()).any(|window| window == spelling);
        assert!(!found, "{place} holds the secret as {}", String::from_utf8_lossy(&spelling));
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_secret_is_nowhere_but_sealed() {
    let options = Options { api_token: CANARY.to_owned(), ..Options::default() };
    let simulator = Simulator::start(options).unwrap();
    let home = Home::with_connector().reaching(&simulator);
    let echo =
        FaultAction::Answer { status: 400, headers: Vec::new(), body: format!(r#"{{"message":"bad {CANARY}"}}"#) };
    let mut outcomes = vec![home.add("acme", CANARY)];
    assert_eq!(outcomes[0].code, Some(0), "{}", outcomes[0]);
    for arguments in [
        &["connections", "check", "acme", "-vv"][..],
        &["connections", "show", "acme", "--json", "-vv"],
        &["connections", "list", "--json", "-vv"],
        &["run", "list-spaces", "-vv"],
        &["run", "list-spaces", "--dry-run=offline", "-vv"],
        &["run", "get-page", "--set", &format!("id={CANARY}"), "-vv"],
    ] {
        outcomes.push(home.run(arguments));
    }
    simulator.fault(Fault::once(echo).times(u32::MAX));
    outcomes.push(home.run(&["run", "list-spaces", "-vv"]));
    outcomes.push(home.run(&["run", "list-spaces", "-vv", "--json"]));
    assert!(simulator.requests().iter().any(|request| {
        request
            .header("authorization")
            .is_some_and(|value| value.contains(&STANDARD.encode(format!("user@example.com:{CANARY}"))))
    }));
    for (number, outcome) in outcomes.iter().enumerate() {
        assert_clean(outcome.stdout.as_bytes(), &format!("stdout of command {number}"));
        assert_clean(outcome.stderr.as_bytes(), &format!("stderr of command {number}"));
    }
    for file in files(home.path()) {
        assert_clean(&fs::read(&file).unwrap(), &file.display().to_string());
    }
}

#[test]
fn no_secret_of_a_sign_in_is_anywhere_but_sealed() {
    let options = Options { client_secret: CANARY.to_owned(), ..Options::default() };
    let simulator = Simulator::start(options).unwrap();
    let home = Home::with_connector().reaching(&simulator);
    // Outside the folder that is searched: what the user keeps is the user's.
    let outside = tempfile::NamedTempFile::new().unwrap();
    fs::write(outside.path(), CANARY).unwrap();
    let secret = format!("clientSecret={}", outside.path().display());
    let arguments = ["connections", "add", "acme", "--auth", "oauth2", "--set", "clientId=simulated-client", "-vv"];
    let accept = Consent::accept(&["acme"]);
    let add = |more: &[&str]| {
        let waiting = Waiting::start(&home, &simulator, &[&arguments[..], &["--secret-file", &secret], more].concat());
        let address = waiting.consent(&simulator, &accept);
        let code = address.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let reply = waiting.visit(&address);
        assert!(!reply.text.contains(&code), "{reply:?}");
        (code, waiting.end())
    };
    simulator.fault(Fault::once(FaultAction::Html { status: 500 }).on("POST", "/oauth/token"));
    let (first, refused) = add(&[]);
    assert_ne!(refused.code, Some(0), "{refused}");
    let (second, added) = add(&["--json"]);
    assert_eq!(added.code, Some(0), "{added}");
    let mut outcomes = vec![refused, added];
    for arguments in [
        &["connections", "check", "acme", "--json", "-vv"][..],
        &["connections", "show", "acme", "--json", "-vv"],
        &["connections", "list", "--json", "-vv"],
        &["run", "get-current-user", "-vv"],
        &["run", "get-current-user", "--dry-run=offline", "-vv"],
    ] {
        outcomes.push(home.run(arguments));
    }
    simulator.advance(std::time::Duration::from_hours(2));
    outcomes.push(home.run(&["run", "get-current-user", "-vv"]));
    let bearer = |request: &LoggedRequest| {
        request.header("authorization").and_then(|value| value.strip_prefix("Bearer ").map(str::to_owned))
    };
    let tokens: BTreeSet<String> = simulator.requests().iter().filter_map(bearer).collect();
    assert!(tokens.len() > 1, "the token was renewed");
    let seen = |place: &str, bytes: &[u8]| {
        assert_clean(bytes, place);
        for secret in tokens.iter().chain([&first, &second]) {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{place}");
        }
    };
    for (number, outcome) in outcomes.iter().enumerate() {
        seen(&format!("stdout of command {number}"), outcome.stdout.as_bytes());
        seen(&format!("stderr of command {number}"), outcome.stderr.as_bytes());
    }
    for file in files(home.path()) {
        seen(&file.display().to_string(), &fs::read(&file).unwrap());
    }
}

#[cfg(unix)]
#[test]
fn only_the_user_may_read_the_home_folder() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::empty();
    assert_eq!(home.run(&["connectors", "list"]).code, Some(0));
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(home.path().join("home")), 0o700);
    assert_eq!(mode(home.path().join("home/vault.key")), 0o600);
}
