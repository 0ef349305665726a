//! The guide to connections says what is so: its commands run, and its scopes are the connector's.

use std::collections::{BTreeMap, BTreeSet};

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
    assert_eq!(told, declared);
}
