//! Whatever a guest, a service or a file says: the host answers with a result or a typed error, and goes on.
//!
//! A panic of the host fails these tests by itself: it goes up through the guest to the caller.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use connector_runtime::{Connection, Error, Limits, Runtime, Settings};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use crate::support::wire::{Heard, Reply, Server};
use crate::support::{Sandbox, Site, component};

/// Values of a strategy: other ones in each run, so that in time many are tried. A failing test shows what it used.
fn samples<S: Strategy>(strategy: &S, count: usize) -> Vec<S::Value> {
    let mut runner = TestRunner::new(Config::default());
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

async fn assert_alive(connection: &Connection, after: &str) {
    let output = connection.action("behave").unwrap().await;
    assert_eq!(output.map(|output| output.value).ok(), Some(json!({"behaved": true})), "{after}");
}

#[tokio::test(flavor = "multi_thread")]
async fn any_value_may_be_given_to_any_import() {
    let site = Site::with(confluence_simulator::Options::default(), Limits::default()).await;
    let connection = site.connect("guests/hostile.wasm").await;
    let new = RandomState::new().hash_one("seeds");
    for seed in (0..24).chain((0..24).map(|index| new.wrapping_add(index))) {
        let result = connection.action("call-anything").unwrap().input(json!(seed.to_string())).await;
        let is_typed = match &result {
            Ok(_) | Err(Error::LimitReached { .. } | Error::Failed { .. }) => true,
            Err(Error::ConnectorFailed { message, .. }) => {
                !message.contains("panicked") && !message.contains("the host broke off")
            }
            Err(_) => false,
        };
        assert!(is_typed, "seed {seed}: {result:?}");
        assert_alive(&connection, &format!("seed {seed}")).await;
    }
}

/// A header that the host or the connector reads, with a value that nobody should send.
fn header() -> impl Strategy<Value = Vec<u8>> {
    let name = prop::sample::select(vec![
        "content-length",
        "transfer-encoding",
        "content-encoding",
        "content-type",
        "content-disposition",
        "location",
        "set-cookie",
        "link",
        "retry-after",
        "date",
        "connection",
        "trailer",
        "www-authenticate",
        "etag",
        "ratelimit",
        "ratelimit-policy",
        "beta-ratelimit",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-ratelimit-interval-seconds",
        "x-failure-category",
        "x-ratelimit-nearlimit",
        "atl-traceid",
        "x-\u{e9}",
        "",
    ]);
    let word = prop::sample::select(vec![
        "0",
        "5",
        "-1",
        "1e9",
        "99999999999999999999",
        "1.5",
        "gzip",
        "deflate",
        "br",
        "chunked",
        "identity",
        "close",
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Mon, 01 Jan 99999 00:00:00 GMT",
        "9999-12-31T23:59:59Z",
        "//evil.example/",
        "https://acme.atlassian.net/wiki/api/v2/pages",
        "https://[",
        "\"a\";q=1;r=0;t=99999999999",
        "\"a\";r=-5",
        "a;b;c",
        "text/html; charset=\"",
        "attachment; filename*=UTF-8''%ff%fe",
        "<x>; rel=next",
        "(",
        "\"",
        ",",
        ";",
        " ",
        "é",
    ]);
    let value = prop_oneof![
        4 => prop::collection::vec(word, 0..4).prop_map(|words| words.concat().into_bytes()),
        1 => prop::collection::vec(any::<u8>().prop_filter("ends a line", |byte| !b"\r\n".contains(byte)), 0..30),
    ];
    (name, value).prop_map(|(name, value)| [name.as_bytes(), b": ", &value, b"\r\n"].concat())
}

fn response() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        6 => prop::sample::select(vec![200_u16, 201, 204, 206, 301, 303, 304, 307, 400, 401, 403, 404, 409, 413, 429, 500, 503])
            .prop_map(|status| format!("HTTP/1.1 {status} X\r\n").into_bytes()),
        1 => (0..1_100_u16).prop_map(|status| format!("HTTP/1.1 {status:03} \r\n").into_bytes()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ];
    let body = prop_oneof![
        2 => Just(Vec::new()),
        2 => prop::collection::vec(any::<u8>(), 0..400),
        1 => prop::collection::vec(any::<u8>(), 0..60).prop_map(|rest| [b"\x1f\x8b\x08\0\0\0\0\0\0\xff", &rest[..]].concat()),
        2 => "[\\[\\]{}\",:0-9a-z\\\\ ]{0,200}".prop_map(String::into_bytes),
        1 => "[0-9a-f]{1,4}\r\n[a-z]{0,20}\r\n0\r\n\r\n".prop_map(String::into_bytes),
    ];
    (line, prop::collection::vec(header(), 0..6), body)
        .prop_map(|(line, headers, body)| [line, headers.concat(), b"\r\n".to_vec(), body].concat())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_may_answer_anything() {
    let responses: Vec<Vec<u8>> = samples(&response(), 96);
    let replies: HashMap<String, Vec<u8>> = responses
        .iter()
        .enumerate()
        .map(|(index, bytes)| (format!("/wiki/api/v2/pages/{index}"), bytes.clone()))
        .collect();
    let server = Server::clear(move |heard: &Heard| match replies.get(heard.path()) {
        Some(bytes) => Reply::raw(bytes),
        None => Reply::new(200, &[], "{}"),
    })
    .await;
    let mapping = format!("https://acme.atlassian.net={}", server.origin()).parse().unwrap();
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.connect_to([mapping])).await;
    for (index, bytes) in responses.iter().enumerate() {
        let shown = String::from_utf8_lossy(bytes);
        // Its own connection: what one answer says about limits would hold the next request back.
        let connection = sandbox.connect(&format!("acme-{index}"), "a long token").await;
        let path = json!(format!("/wiki/api/v2/pages/{index}"));
        let result = connection.action("path").unwrap().input(path).await;
        assert!(matches!(result, Ok(_) | Err(Error::Failed { .. })), "{shown:?}: {result:?}");
        assert_alive(&connection, &shown).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn any_bytes_may_be_installed() {
    let whole = std::fs::read(component("guests/hostile.wasm")).unwrap();
    let home = tempfile::tempdir().unwrap();
    let runtime = Runtime::open(Settings::new(home.path())).await.unwrap();
    let length = whole.len();
    // What is changed: where, into what, and whether the rest is cut off, left out or repeated.
    let change = (0..length, prop::collection::vec(any::<u8>(), 0..6), 0..length / 8, 0..4_u8);
    for changes in samples(&prop::collection::vec(change, 1..4), 64) {
        let mut bytes = whole.clone();
        for (at, new, some, how) in &changes {
            let at = (*at).min(bytes.len());
            let end = (at + some).min(bytes.len());
            match how {
                0 => bytes.truncate(at),
                1 => drop(bytes.drain(at..end)),
                2 => bytes.extend_from_within(at..end),
                _ => drop(bytes.splice(at..(at + new.len()).min(bytes.len()), new.iter().copied())),
            }
        }
        let path = home.path().join("candidate.wasm");
        std::fs::write(&path, &bytes).unwrap();
        match runtime.install(&path).await {
            Ok(_) | Err(Error::NotAConnector(_)) => {}
            Err(error) => panic!("{changes:?}: {error:?}"),
        }
    }
}
