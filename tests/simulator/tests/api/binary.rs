//! The program itself.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::app::query;
use crate::client::send;

#[test]
#[cfg(unix)]
fn it_prints_one_line_and_ends_on_sigterm() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_confluence-simulator"))
        .args(["--site", "other", "--pages", "1", "--callback", "https://app.example.com/callback"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let addresses: Value = serde_json::from_str(&line).unwrap();
    let site = addresses["site"].as_str().unwrap();
    assert_eq!(addresses["connectTo"][0], format!("https://other.atlassian.net={site}"));
    let media = addresses["media"].as_str().unwrap();
    assert_eq!(addresses["connectTo"][1], format!("https://api.media.atlassian.com={media}"));
    let auth = addresses["auth"].as_str().unwrap();
    assert_eq!(addresses["connectTo"][2], format!("https://auth.atlassian.com={auth}"));
    let api = addresses["api"].as_str().unwrap();
    assert_eq!(addresses["connectTo"][3], format!("https://api.atlassian.com={api}"));
    let query = query(&[("redirect_uri", "https://app.example.com/callback")]);
    assert_eq!(send(auth, "GET", &format!("/authorize?{query}"), &[], b"").unwrap().status, 200);
    assert_eq!(send(site, "GET", "/_edge/tenant_info", &[], b"").unwrap().status, 200);
    let killed = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().unwrap();
    assert!(killed.success());
    assert!(child.wait().unwrap().success());
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}
