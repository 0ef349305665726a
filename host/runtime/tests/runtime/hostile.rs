//! Each hostile guest is stopped with a typed error within its limit, and the next call succeeds.

use std::time::Duration;

use crate::support::{Site, draft};
use connector_runtime::{Connection, Error, Event, FailureKind, Limit, Limits, LogLevel};
use serde_json::{Value, json};

/// Small limits, so that reaching one takes no time.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.cpu = Duration::from_millis(150);
    limits.memory_bytes = 96 << 20;
    limits.emit_bytes = 32 << 20;
    limits
}

async fn site() -> (Site, Connection) {
    let site = Site::with(confluence_simulator::Options::default(), limits()).await;
    let connection = site.connect("guests/hostile.wasm").await;
    (site, connection)
}

async fn perform(connection: &Connection, action: &str, input: Value) -> Result<Value, Error> {
    connection.action(action).unwrap().input(input).await.map(|output| output.value)
}

/// The message of an error that the connector reports, which holds what the host told it.
fn told(result: Result<Value, Error>) -> String {
    match result {
        Err(Error::Failed { failure }) => failure.message.clone(),
        other => panic!("expected a reported failure, got {other:?}"),
    }
}

async fn assert_alive(connection: &Connection) {
    let output = perform(connection, "behave", json!({})).await.unwrap();
    assert_eq!(output, json!({"behaved": true}));
}

#[tokio::test(flavor = "multi_thread")]
async fn computing_without_end_is_stopped() {
    let (_site, connection) = site().await;
    for action in ["loop-forever", "fill-memory"] {
        let result = perform(&connection, action, json!({})).await;
        assert!(matches!(result, Err(Error::LimitReached { limit: Limit::Cpu, .. })), "{action}: {result:?}");
        assert_alive(&connection).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn using_without_end_is_stopped() {
    let site = Site::new().await;
    let connection = site.connect("guests/hostile.wasm").await;
    for (action, expected) in [
        ("allocate-without-end", Limit::Memory),
        ("flood-log", Limit::Log),
        ("flood-items", Limit::Emit),
        ("flood-requests", Limit::StartedRequests),
    ] {
        let result = perform(&connection, action, json!({})).await;
        match result {
            Err(Error::LimitReached { limit, uncertain: false }) => assert_eq!(limit, expected, "{action}"),
            other => panic!("{action}: {other:?}"),
        }
        assert_alive(&connection).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_passed_to_the_host_at_once_is_bounded() {
    let site = Site::new().await;
    let connection = site.connect("guests/hostile.wasm").await;
    for action in ["flood-list", "huge-output"] {
        let result = perform(&connection, action, json!({})).await;
        assert!(
            matches!(result, Err(Error::LimitReached { limit: Limit::HostCall | Limit::Document | Limit::Memory, .. })),
            "{action}: {result:?}"
        );
        assert_alive(&connection).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn breaking_off_is_a_typed_error_with_the_panic_or_trap() {
    let (_site, connection) = site().await;
    for (action, says) in [("panic", "unreachable"), ("recurse", "wasm trap"), ("wait-for-nothing", "empty list")] {
        match perform(&connection, action, json!({})).await {
            Err(Error::ConnectorFailed { message, uncertain: false }) => {
                assert!(message.contains(says), "{action}: {message}");
            }
            other => panic!("{action}: {other:?}"),
        }
        assert_alive(&connection).await;
    }
    let result = perform(&connection, "return-no-json", json!({})).await;
    assert!(matches!(result, Err(Error::InvalidOutput(_))), "{result:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_takes_too_long_is_stopped() {
    let mut limits = limits();
    limits.wall = Duration::from_secs(1);
    limits.cpu = Duration::from_hours(1);
    let site = Site::with(confluence_simulator::Options::default(), limits).await;
    let connection = site.connect("guests/hostile.wasm").await;
    let result = perform(&connection, "loop-forever", json!({})).await;
    assert!(matches!(result, Err(Error::LimitReached { limit: Limit::Wall, .. })), "{result:?}");
    assert_alive(&connection).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_never_named_by_a_guest() {
    let (site, connection) = site().await;
    for path in [
        "https://evil.example/",
        "//evil.example/wiki/api/v2/pages/1",
        "/wiki/api/v2/pages/../spaces",
        "/wiki/api/v2/pages/%2e%2e/spaces",
        "/wiki/api/v2/pages/%2E",
        "/wiki/api/v2/pages/a%2fb",
        "/wiki/api/v2/pages/a%5cb",
        "/wiki/api/v2/pages/a\\\\b",
        "/wiki/api/v2/pages/1?x=y",
        "/wiki/api/v2/pages/1#x",
        "/wiki/api/v2/pages/1 HTTP/1.1",
        "wiki/api/v2/pages/1",
        "@evil.example/",
        "",
    ] {
        let message = told(perform(&connection, "path", json!(path)).await);
        assert!(message.starts_with("Failure::Denied") || message.starts_with("Denied"), "{path}: {message}");
        // A denial names the rule and the host of the connection, nothing that was asked for.
        assert!(!message.contains("evil"), "{path}: {message}");
    }
    for link in [
        "//evil.example/wiki/api/v2/pages/1",
        "https://evil.example/wiki/api/v2/pages/1",
        "http://acme.atlassian.net/wiki/api/v2/pages/1",
        "https://acme.atlassian.net.evil.example/wiki/api/v2/pages/1",
        "https://acme.atlassian.net@evil.example/wiki/api/v2/pages/1",
        "https://acme.atlassian.net:8443/wiki/api/v2/pages/1",
        "/wiki/api/v2/pages/../spaces",
    ] {
        let message = told(perform(&connection, "link", json!(link)).await);
        assert!(message.contains("Denied") && !message.contains("evil"), "{link}: {message}");
    }
    assert_eq!(site.simulator.requests().len(), 0, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_no_route_declares_is_refused() {
    let (site, connection) = site().await;
    for action in ["undeclared-route", "undeclared-method", "unknown-endpoint"] {
        let message = told(perform(&connection, action, json!({})).await);
        assert!(message.contains("Denied"), "{action}: {message}");
    }
    assert_eq!(site.simulator.requests().len(), 0, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_of_credentials_and_framing_are_refused() {
    let (site, connection) = site().await;
    for name in [
        "authorization",
        "Authorization",
        "AUTHORIZATION",
        "proxy-authorization",
        "cookie",
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "upgrade",
        "te",
        "trailer",
        "x-forwarded-for",
        "x-http-method-override",
        "x y",
        "x:",
        "",
    ] {
        let message = told(perform(&connection, "header", json!(name)).await);
        assert!(message.contains("Denied"), "{name}: {message}");
    }
    let message = told(perform(&connection, "flood-headers", json!({})).await);
    assert!(message.contains("Denied"), "{message}");
    assert_eq!(site.simulator.requests().len(), 0, "nothing was sent");
    perform(&connection, "header", json!("x-harmless")).await.unwrap();
    let requests = site.simulator.requests();
    let credentials = requests[0].headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    assert_eq!(credentials.count(), 1, "exactly one credential is on the wire");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_remembers_nothing() {
    let (_site, connection) = site().await;
    for _ in 0..3 {
        assert_eq!(perform(&connection, "remember", json!({})).await.unwrap(), json!({"calls": 1}));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_call_finds_what_another_connections_call_left_in_memory() {
    let site = Site::new().await;
    let connection = site.connect("guests/hostile.wasm").await;
    site.runtime.add_connection(draft("other", "hostile"), false).await.unwrap();
    let other = site.runtime.connection("other").await.unwrap();
    // More calls than instances that are made ahead, so that each place in the pool is used again.
    for mark in 1..=12_u64 {
        let left = perform(&connection, "leave-mark", json!(mark)).await.unwrap();
        let (found, words) = (left["found"].as_u64().unwrap(), left["words"].as_u64().unwrap());
        assert!(found > words && left["deepest"] == true, "heap and stack hold the mark: {left}");
        for looks in [&other, &connection] {
            for mark in [1, mark] {
                let found = perform(looks, "look-for-mark", json!(mark)).await.unwrap();
                assert_eq!(found, json!({"found": 0}), "{mark}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blob_that_was_not_given_cannot_be_used() {
    let (site, connection) = site().await;
    for id in ["blob-1", "/etc/passwd", "../../vault.key", ""] {
        let message = told(perform(&connection, "foreign-blob", json!(id)).await);
        assert!(message.contains("no blob of this id"), "{id}: {message}");
    }
    assert_eq!(site.simulator.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_blob_no_more_is_read_than_there_is() {
    let (site, connection) = site().await;
    let path = site.home.path().join("a.txt");
    std::fs::write(&path, "abcdef").unwrap();
    let call = connection.action("read-blob").unwrap().file("file", &path, None).unwrap();
    let output = call.await.unwrap().value;
    let outcomes: Vec<&str> = output.as_str().unwrap().lines().collect();
    let sum = "bef57ec7f53a6d40beb640a780a639c83bc29ac8a9816f1fc6c5c6dcd93c4721";
    let unknown = "Err(BlobFailure::Unknown)";
    let expected = [
        unknown,
        unknown,
        unknown,
        "Err(BlobFailure::TooLong(1048576))",
        "Ok([])",
        "Ok([99, 100, 101, 102])",
        &format!("Ok(\"{sum}\")"),
    ];
    assert_eq!(outcomes, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_blobs_without_end_is_stopped() {
    let mut limits = limits();
    limits.blob_read_bytes = 1 << 20;
    let site = Site::with(confluence_simulator::Options::default(), limits).await;
    let connection = site.connect("guests/hostile.wasm").await;
    let path = site.home.path().join("a.bin");
    std::fs::write(&path, vec![0; 300 << 10]).unwrap();
    let call = connection.action("hash-without-end").unwrap().file("file", &path, None).unwrap();
    match call.await {
        Err(Error::LimitReached { limit: Limit::BlobReads, uncertain: false }) => {}
        other => panic!("{other:?}"),
    }
    assert_alive(&connection).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_is_given_once() {
    let (_site, connection) = site().await;
    let message = told(perform(&connection, "wait-twice", json!({})).await);
    assert!(message.contains("twice"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_no_fields() {
    let (_site, connection) = site().await;
    let output = perform(&connection, "read-secret", json!({})).await.unwrap();
    let text = output.as_str().unwrap();
    assert!(text.contains("apiToken=None") && text.contains("authorization=None"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn log_lines_and_errors_do_nothing_to_a_terminal() {
    let (_site, connection) = site().await;
    let mut run = connection.action("log-escapes").unwrap().start().unwrap();
    let mut lines = Vec::new();
    while let Some(event) = run.next().await {
        if let Event::Log { level, line } = event {
            assert_eq!(level, LogLevel::Error);
            lines.push(line);
        }
    }
    run.finish().await.unwrap();
    assert_eq!(lines.len(), 1, "one line stays one line: {lines:?}");
    assert!(!lines[0].contains(|letter: char| letter.is_control() || letter == '\u{202e}'), "{:?}", lines[0]);

    match perform(&connection, "lie-about-errors", json!("text")).await {
        Err(Error::Failed { failure }) => {
            assert_eq!(failure.kind, FailureKind::NotFound);
            assert!(!failure.message.contains(char::is_control), "{:?}", failure.message);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_waits_for_its_receiver_within_bounds() {
    let mut limits = limits();
    limits.waiting_bytes = 1 << 20;
    // Writing fifty megabytes takes longer than what the other guests are stopped at.
    limits.cpu = Limits::default().cpu;
    let site = Site::with(confluence_simulator::Options::default(), limits).await;
    let connection = site.connect("guests/hostile.wasm").await;
    let asked = || site.simulator.requests().len();
    let mut run = connection.action("flood-saves").unwrap().start().unwrap();
    assert!(matches!(run.next().await, Some(Event::Saved { .. })));
    // Time enough for one that nobody holds back.
    for _ in 0..20 {
        perform(&connection, "echo", json!({})).await.unwrap();
    }
    let (own, before) = (20, asked());
    assert!(before <= own + 4, "it asked {} times while nobody came for what it saved", before - own);
    while run.next().await.is_some() {}
    run.finish().await.unwrap();
    assert_eq!(asked(), own + 100);
}
