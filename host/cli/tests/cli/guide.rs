//! The guide to connections says what is so: its commands run, and its scopes are the connector's.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use confluence_simulator::{Consent, Options};

use crate::authority::Authority;
use crate::browser::Waiting;
use crate::home::{Home, simulator};
use crate::tour::commands;

const GUIDE: &str = include_str!("../../../../docs/guides/connections.md");

/// Where the guide's Data Center is.
const ON_PREM: &str = "https://confluence.intranet.acme.com:7654";

#[test]
fn the_commands_of_the_guide_run() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator).sending(ON_PREM, &simulator.site_origin());
    let options = Options::default();
    for (name, secret) in [
        ("token.txt", options.api_token),
        ("client-secret.txt", options.client_secret),
        ("password.txt", options.password),
        ("personal-access-token.txt", options.personal_access_token),
        ("data-center-secret.txt", options.data_center_client_secret),
        ("service-secret.txt", options.service_client_secret),
        ("access-token.txt", options.access_token),
        ("passphrase.txt", "correct horse battery staple".to_owned()),
    ] {
        home.file(name, secret);
    }
    let authority = Authority::new();
    let (certificate, key) = authority.client();
    home.file("authority.pem", authority.pem());
    home.file("client.pem", certificate);
    home.private_file("client.key", key);
    let commands = commands(GUIDE);
    assert!(commands.len() > 20);
    let mut signing_in: BTreeSet<String> = BTreeSet::new();
    for command in commands {
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        let name = arguments.get(2).copied().unwrap_or_default().to_owned();
        if arguments.contains(&"oauth2") || arguments.contains(&"oauth2-data-center") {
            signing_in.insert(name.clone());
        }
        let outcome = if ["add", "reconnect"].contains(&arguments[1]) && signing_in.contains(&name) {
            let sites: &[&str] = if arguments.contains(&"oauth2-data-center") { &[] } else { &["acme"] };
            Waiting::start(&home, &simulator, &arguments).sign_in(&simulator, &Consent::accept(sites))
        } else {
            home.run(&arguments)
        };
        assert_eq!(outcome.code, Some(0), "{arguments:?}: {outcome}");
        let shown = shown(&arguments);
        assert!(shown.is_empty() || outcome.stdout == shown, "{arguments:?}: {outcome}");
    }
}

/// What the guide shows below a command without quotes: nothing, or what it prints.
fn shown(arguments: &[&str]) -> String {
    let line = format!("$ connector {}\n", arguments.join(" "));
    let after = GUIDE.split_once(&line).map_or("", |(_, after)| after);
    let output = after.lines().take_while(|line| !line.starts_with("$ ") && !line.starts_with("```"));
    output.flat_map(|line| [line, "\n"]).collect()
}

/// Writes the sets of Cloud that follow from the actions into the guide.
fn write_scopes(declared: &BTreeMap<String, BTreeSet<String>>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/connections.md");
    let mut guide = fs::read_to_string(&path).unwrap();
    let list =
        |scopes: Vec<&String>| scopes.iter().flat_map(|scope| ["- `", scope.as_str(), "`\n"]).collect::<String>();
    let classic = declared["oauth2 classic"].clone().into_iter().chain(["write:confluence-props".to_owned()]);
    let classic: BTreeSet<String> = classic.collect();
    for name in ["oauth2 recommended", "oauth2 granular"] {
        let (in_classic, granular): (Vec<_>, Vec<_>) =
            declared[name].iter().partition(|scope| classic.contains(*scope));
        let text = if in_classic.is_empty() {
            list(granular)
        } else {
            let (granular, in_classic) = (list(granular), list(in_classic));
            format!("Under *Granular scopes*:\n\n{granular}\nUnder *Classic scopes*:\n\n{in_classic}")
        };
        let (before, rest) = guide.split_once(&format!("<!-- scopes: {name} -->\n")).unwrap();
        let (_, after) = rest.split_once("<!-- end of scopes -->").unwrap();
        guide = format!("{before}<!-- scopes: {name} -->\n{text}<!-- end of scopes -->{after}");
    }
    fs::write(path, guide).unwrap();
}

#[test]
fn the_scopes_of_the_guide_are_the_connectors() {
    let manifest = Home::with_connector().run(&["inspect", "confluence", "--json"]).json();
    let mut declared: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for auth_type in manifest["authTypes"].as_array().unwrap() {
        for set in auth_type["credential"]["oauth2"]["scopeSets"].as_array().into_iter().flatten() {
            let name = format!("{} {}", auth_type["name"].as_str().unwrap(), set["name"].as_str().unwrap());
            let scopes = set["scopes"].as_array().unwrap().iter().map(|scope| scope.as_str().unwrap().to_owned());
            declared.insert(name, scopes.collect());
        }
    }
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        // What was read when this was compiled is old now.
        return write_scopes(&declared);
    }
    let told: BTreeMap<String, BTreeSet<String>> = GUIDE
        .split("<!-- scopes: ")
        .skip(1)
        .map(|part| {
            let (name, rest) = part.split_once(" -->").unwrap();
            let (list, _) = rest.split_once("<!-- end of scopes -->").unwrap();
            let scope = |line: &str| Some(line.strip_prefix("- `")?.strip_suffix('`')?.to_owned());
            (name.to_owned(), list.lines().filter_map(scope).collect())
        })
        .collect();
    assert_eq!(told, declared, "UPDATE=1 writes them into the guide");
}
