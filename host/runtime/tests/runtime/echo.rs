//! What a service echoes, and what the log says about it.

use std::fmt::Write;
use std::io::Cursor;
use std::sync::{Arc, Mutex};

use crate::support::wire::{Heard, Reply, Server};
use crate::support::{Sandbox, outcome};
use async_compression::tokio::bufread::{GzipEncoder, ZlibEncoder};
use serde_json::json;
use tokio::io::AsyncReadExt;
use tracing::field::{Field, Visit};
use tracing::span;

const CANARY: &str = "canary/T0ken+with~0123456789";

async fn against(server: &Server) -> (Sandbox, connector_runtime::Connection) {
    let mapping = format!("https://acme.atlassian.net={}", server.origin()).parse().unwrap();
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.connect_to([mapping])).await;
    let connection = sandbox.connect("acme", CANARY).await;
    (sandbox, connection)
}

async fn gzip(text: &str) -> Vec<u8> {
    let mut coded = Vec::new();
    GzipEncoder::new(Cursor::new(text)).read_to_end(&mut coded).await.unwrap();
    coded
}

async fn zlib(text: &str) -> Vec<u8> {
    let mut coded = Vec::new();
    ZlibEncoder::new(Cursor::new(text)).read_to_end(&mut coded).await.unwrap();
    coded
}

/// A response in chunks of this size.
fn chunked(coding: &str, bytes: &[u8], size: usize) -> Vec<u8> {
    let mut whole =
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-encoding: {coding}\r\n\r\n").into_bytes();
    for chunk in bytes.chunks(size) {
        whole.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        whole.extend(chunk);
        whole.extend(b"\r\n");
    }
    whole.extend(b"0\r\n\r\n");
    whole
}

#[tokio::test(flavor = "multi_thread")]
async fn an_echo_is_redacted_whatever_its_coding_and_its_chunks() {
    let hidden = CANARY.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "\\u{byte:04x}");
        text
    });
    let mut replies: Vec<Vec<u8>> = Vec::new();
    for text in [format!("before {CANARY} after"), format!("{{\"echo\": \"before {hidden} after\"}}")] {
        for size in [1, 2, 3, 7, 100] {
            replies.push(chunked("identity", text.as_bytes(), size));
            replies.push(chunked("gzip", &gzip(&text).await, size));
            replies.push(chunked("X-GZIP", &gzip(&text).await, size));
            replies.push(chunked("deflate", &zlib(&text).await, size));
        }
        // Two members of gzip are one body (RFC 1952 §2.2).
        let (left, right) = text.split_at(text.len() / 2);
        replies.push(chunked("gzip", &[gzip(left).await, gzip(right).await].concat(), 5));
    }
    let replies = Arc::new(Mutex::new(replies));
    let queue = Arc::clone(&replies);
    let server = Server::clear(move |_: &Heard| Reply::raw_open(queue.lock().unwrap().pop().unwrap())).await;
    let (_sandbox, connection) = against(&server).await;
    while !replies.lock().unwrap().is_empty() {
        let told = outcome(&connection, "echo", json!({})).await.unwrap();
        assert!(told.contains("before [redacted] after"), "{told}");
        assert!(!told.contains(CANARY) && !told.contains(&hidden), "{told}");
    }
    let heard = &server.heard()[0];
    assert_eq!(heard.header("accept-encoding"), Some("gzip, deflate"), "no other coding is asked for");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_swells_is_cut_off() {
    let swollen = "0".repeat(64 << 20);
    let (gzip, zlib) = (gzip(&swollen).await, zlib(&swollen).await);
    assert!(gzip.len() < 1 << 20, "it is small on the wire");
    let server = Server::clear(move |heard: &Heard| {
        let (coding, body) = if heard.path().ends_with('1') { ("gzip", &gzip) } else { ("deflate", &zlib) };
        Reply::new(200, &[("content-encoding", coding)], body)
    })
    .await;
    let (_sandbox, connection) = against(&server).await;
    for path in ["/wiki/api/v2/pages/1", "/wiki/api/v2/pages/2"] {
        let told = outcome(&connection, "path", json!(path)).await.unwrap_err();
        assert!(told.contains("TooLarge(33554432)"), "{told}");
    }
}

/// Keeps all that is logged, by anybody.
#[derive(Clone, Default)]
struct Journal(Arc<Mutex<String>>);

impl Visit for Journal {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0.lock().unwrap(), "{field}={value:?} ");
    }
}

impl tracing::Subscriber for Journal {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        attributes.record(&mut self.clone());
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}

    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut self.clone());
        self.0.lock().unwrap().push('\n');
    }

    fn enter(&self, _: &span::Id) {}

    fn exit(&self, _: &span::Id) {}
}

/// Listens to the whole process, which is why it has one of its own: what other tests log for the first time is
/// remembered by `tracing` as heard by nobody.
#[test]
fn the_log_names_the_url_without_its_query_and_no_body() {
    const NAME: &str = "echo::the_log_names_the_url_without_its_query_and_no_body";
    const ALONE: &str = "CONNECTOR_TEST_ALONE";
    if std::env::var_os(ALONE).is_some() {
        let journal = Journal::default();
        tracing::subscriber::set_global_default(journal.clone()).unwrap();
        return tokio::runtime::Runtime::new().unwrap().block_on(log_of_an_echo_and_a_redirect(&journal));
    }
    let test = std::env::current_exe().unwrap();
    let ran = std::process::Command::new(test).args(["--exact", NAME, "--nocapture"]).env(ALONE, "1").output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

async fn log_of_an_echo_and_a_redirect(journal: &Journal) {
    let server = Server::clear(|heard: &Heard| {
        if heard.path().contains("131073") {
            Reply::new(302, &[("location", "/wiki/api/v2/pages/7?token=query-canary")], "body-canary")
        } else {
            Reply::new(404, &[("x-echo", CANARY)], format!("body-canary {CANARY}"))
        }
    })
    .await;
    let (_sandbox, connection) = against(&server).await;
    let escaped = json!(format!("/wiki/api/v2/pages/{}%1b", CANARY.replace('/', "")));
    outcome(&connection, "echo", json!({})).await.unwrap();
    assert!(outcome(&connection, "path", escaped).await.is_err());
    let log = journal.0.lock().unwrap().clone();
    assert!(log.contains("/wiki/api/v2/pages/131073") && log.contains("/wiki/api/v2/pages/7"), "{log}");
    for hidden in ["query-canary", "body-canary", CANARY, "Basic ", "\u{1b}"] {
        assert!(!log.contains(hidden), "{hidden}: {log}");
    }
}
