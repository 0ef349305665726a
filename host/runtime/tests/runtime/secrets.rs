//! A secret goes to the service and nowhere else.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Site, draft, draft_with, settings};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use confluence_simulator::{Fault, FaultAction, Options};
use connector_runtime::{Error, ErrorKind, Limits, Runtime, SecretString};
use serde_json::json;

const CANARY: &str = "canary/T0ken+with=odd\"chars~0123456789";

/// The canary in the encodings that could be echoed.
fn spellings() -> Vec<String> {
    let mut spellings = vec![
        CANARY.to_owned(),
        serde_json::to_string(CANARY).unwrap().trim_matches('"').to_owned(),
        url::form_urlencoded::byte_serialize(CANARY.as_bytes()).collect(),
        CANARY
            .bytes()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16))
            .collect(),
    ];
    for text in [CANARY.to_owned(), format!("user@example.com:{CANARY}")] {
        spellings.push(STANDARD.encode(&text));
        spellings.push(STANDARD_NO_PAD.encode(&text));
        spellings.push(URL_SAFE_NO_PAD.encode(&text));
    }
    spellings
}

fn assert_clean(text: &str, place: &str) {
    for spelling in spellings() {
        assert!(!text.contains(&spelling), "{place} holds the secret as `{spelling}`");
    }
}

fn files_below(folder: &Path) -> BTreeMap<std::path::PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    files
}

async fn site_with_canary(component: &str) -> (Site, connector_runtime::Connection) {
    let site = Site::with(Options { api_token: CANARY.to_owned(), ..Options::default() }, Limits::default()).await;
    let connector = site.runtime.install(&crate::support::component(component)).await.unwrap();
    site.runtime.add_connection(draft_with("acme", &connector.name, CANARY), false).await.unwrap();
    let connection = site.runtime.connection("acme").await.unwrap();
    (site, connection)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_of_the_home_holds_a_secret_in_clear() {
    let (site, connection) = site_with_canary("confluence.wasm").await;
    connection.action("get-current-user").unwrap().await.unwrap();
    site.runtime.check_connection("acme").await.unwrap();
    let files = files_below(site.home.path());
    assert!(files.len() >= 4, "store, key, component and compiled component: {:?}", files.keys());
    for (path, bytes) in files {
        assert_clean(&String::from_utf8_lossy(&bytes), &path.display().to_string());
    }
    site.runtime.remove_connection("acme").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_service_echoes_is_redacted_before_the_connector_sees_it() {
    let (site, connection) = site_with_canary("guests/hostile.wasm").await;
    for spelling in spellings() {
        for status in [200, 400, 500] {
            site.simulator.fault(Fault::once(FaultAction::Answer {
                status,
                headers: vec![("x-echo".to_owned(), spelling.replace('"', ""))],
                body: format!("you sent {spelling} and more"),
            }));
            let output = connection.action("echo").unwrap().await.unwrap();
            let text = output.value.as_str().unwrap();
            assert_clean(text, "the output");
            assert!(text.contains("you sent ") && text.contains("[redacted]"), "{text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_received_file_that_echoes_a_secret_is_not_read() {
    let (site, connection) = site_with_canary("guests/hostile.wasm").await;
    for spelling in spellings() {
        site.simulator.fault(Fault::once(FaultAction::Answer {
            status: 200,
            headers: vec![],
            body: format!("you sent {spelling} and more"),
        }));
        let error = connection.action("read-received").unwrap().await.unwrap_err();
        assert!(error.to_string().contains("it holds a secret of the connection"), "{error}");
    }
    let output = connection.action("read-received").unwrap().await.unwrap();
    assert!(output.value.as_str().unwrap().contains("131073"), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_and_debug_output_hold_no_secret() {
    let (site, connection) = site_with_canary("confluence.wasm").await;
    for action in [
        FaultAction::Answer { status: 401, headers: vec![], body: format!("bad token {CANARY}") },
        FaultAction::Html { status: 502 },
        FaultAction::LoginRedirect,
        FaultAction::Truncate,
    ] {
        site.simulator.fault(Fault::once(action).times(4));
        let error = connection.action("get-page").unwrap().input(json!({"id": "131075"})).await.unwrap_err();
        assert_clean(&format!("{error} {error:?} {:?}", error.hint()), "the error");
        site.simulator.clear_faults();
    }
    assert_clean(&format!("{:?}", connection.record()), "the record");
    assert_clean(&serde_json::to_string(connection.record()).unwrap(), "the record as JSON");
    assert_clean(&format!("{:?}", draft_with("x", "confluence", CANARY)), "a draft");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_connection_leaves_nothing() {
    let site = Site::new().await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    let error = site.runtime.add_connection(draft_with("acme", "confluence", "wrong-token"), true).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated, "{error:?}");
    assert!(site.runtime.connections().await.unwrap().is_empty());
    let mut incomplete = draft("acme", "confluence");
    incomplete.fields.remove("email");
    incomplete.fields.insert("subdomian".to_owned(), "acme".to_owned());
    incomplete.secrets.clear();
    let error = site.runtime.add_connection(incomplete, true).await.unwrap_err();
    let places: Vec<&str> = error.problems().iter().map(|problem| problem.at.as_str()).collect();
    assert_eq!(places, ["/email", "/apiToken", "/subdomian"], "every problem at once");
    assert!(error.problems()[2].message.contains("did you mean `subdomain`"), "{:?}", error.problems());
    assert!(site.runtime.connections().await.unwrap().is_empty());
    site.runtime.add_connection(draft("acme", "confluence"), true).await.unwrap();
    let error = site.runtime.add_connection(draft(" acme ", "confluence"), true).await.unwrap_err();
    assert!(matches!(error, Error::ConnectionExists { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_cannot_stand_where_it_would_be_shown() {
    let site = Site::new().await;
    site.runtime.install(&crate::support::component("confluence.wasm")).await.unwrap();
    let mut shown = draft("acme", "confluence");
    shown.fields.insert("apiToken".to_owned(), CANARY.to_owned());
    let error = site.runtime.add_connection(shown, false).await.unwrap_err();
    assert_eq!(error.problems()[0].at, "/apiToken");
    assert_clean(&format!("{error:?}"), "the error");
    let split = draft_with("acme", "confluence", "token\r\nx-evil: 1");
    let error = site.runtime.add_connection(split, false).await.unwrap_err();
    assert_eq!(error.problems()[0].message, "must be one line");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_sees_nothing_of_another() {
    let site = Site::new().await;
    let _connection = site.connect("confluence.wasm").await;
    let other = Runtime::open(settings(&site.simulator, site.home.path()).tenant("other")).await.unwrap();
    assert!(other.connections().await.unwrap().is_empty() && other.connectors().await.unwrap().is_empty());
    assert!(matches!(other.connection("acme").await.err().unwrap(), Error::UnknownConnection { .. }));
    other.install(&crate::support::component("confluence.wasm")).await.unwrap();
    other.add_connection(draft("acme", "confluence"), false).await.unwrap();
    other.remove_connection("acme").await.unwrap();
    site.runtime.connection("acme").await.unwrap();
}

#[test]
fn a_secret_is_wiped_and_not_shown() {
    assert!(!format!("{:?}", SecretString::from(CANARY)).contains("canary"));
}
