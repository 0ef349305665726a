//! The vault's key: kept in a file, or given by the environment.

use std::fs;

use insta::assert_snapshot;

use crate::home::{Home, Outcome, TOKEN, simulator};

/// Runs a command with a key of the environment, and those before it.
fn with_key(home: &Home, key: &str, previous: &str, arguments: &[&str]) -> Outcome {
    let mut command = home.command(arguments);
    command.env("CONNECTOR_VAULT_KEY", key).env("CONNECTOR_VAULT_KEY_PREVIOUS", previous);
    home.outcome(&command.output().unwrap())
}

#[test]
fn the_key_is_rotated() {
    let simulator = simulator();
    let home = Home::connected(&simulator);
    let path = home.path().join("home/vault.key");
    let before = fs::read_to_string(&path).unwrap();
    assert_snapshot!("rotate", home.run(&["vault", "rotate"]));
    assert_ne!(fs::read_to_string(&path).unwrap(), before);
    assert_eq!(home.run(&["run", "list-spaces"]).code, Some(0));
    fs::write(&path, before).unwrap();
    assert_snapshot!("wrong_key", home.run(&["connections", "list"]));
    fs::remove_file(&path).unwrap();
    assert_snapshot!("lost_key", home.run(&["connections", "list"]));
}

#[test]
fn the_environment_gives_the_key() {
    let simulator = simulator();
    let home = Home::with_connector().reaching(&simulator);
    fs::remove_file(home.path().join("home/vault.key")).unwrap();
    home.file("token.txt", TOKEN);
    let (old, new) = ("a".repeat(64), "b".repeat(64));
    let add = "connections add acme --set subdomain=acme --set email=user@example.com --secret-file apiToken=token.txt";
    let added = with_key(&home, &old, "", &crate::home::words(add));
    assert_eq!(added.code, Some(0), "{added}");
    assert!(!home.path().join("home/vault.key").exists());
    let run = ["run", "get-current-user"];
    assert_eq!(with_key(&home, &old, "", &run).code, Some(0));
    assert_snapshot!("environment_wrong_key", with_key(&home, &new, "", &run));
    assert_snapshot!("environment_no_key", with_key(&home, "abc", "", &run));
    assert_snapshot!("environment_rotate_without_previous", with_key(&home, &old, "", &["vault", "rotate"]));
    assert_eq!(with_key(&home, &new, &old, &run).code, Some(0));
    assert_snapshot!("environment_rotate", with_key(&home, &new, &old, &["vault", "rotate"]));
    assert_eq!(with_key(&home, &new, "", &run).code, Some(0));
    assert_snapshot!("environment_previous_alone", with_key(&home, "", &old, &run));
}

#[test]
fn a_place_for_the_key_that_is_none_is_told() {
    let home = Home::empty();
    let with = |settings: &[(&str, &str)]| {
        let mut command = home.command(&["connections", "list"]);
        command.envs(settings.iter().copied());
        home.outcome(&command.output().unwrap())
    };
    assert_snapshot!("unknown_vault", with(&[("CONNECTOR_VAULT", "cloud")]));
    assert_snapshot!("two_vaults", with(&[("CONNECTOR_VAULT", "file"), ("CONNECTOR_VAULT_KEY", &"a".repeat(64))]));
    assert_eq!(with(&[("CONNECTOR_VAULT", "file")]).code, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_keyring_that_is_not_there_is_told() {
    let home = Home::empty();
    let mut command = home.command(&["connections", "list"]);
    // An address at which no bus is: the keyring of whoever runs the tests stays as it is.
    command.env("CONNECTOR_VAULT", "keyring").env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    let outcome = home.outcome(&command.output().unwrap());
    assert_eq!(outcome.code, Some(12), "{outcome}");
    assert!(outcome.stderr.starts_with("error: ") && outcome.stderr.contains("hint: "), "{outcome}");
}
