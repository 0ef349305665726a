//! Certificates, names and sessions, seen by a TLS server.

use std::time::Duration;

use crate::support::authority::Authority;
use crate::support::wire::{Heard, Reply, Server};
use crate::support::{Sandbox, outcome};
use connector_runtime::{ConnectTo, Limits, Settings};
use serde_json::json;

const SITE: &str = "acme.atlassian.net";
const MEDIA: &str = "api.media.atlassian.com";
const TOKEN: &str = "a long token";

fn ok(_: &Heard) -> Reply {
    Reply::new(200, &[], "{}")
}

async fn sandbox(server: &Server, change: impl FnOnce(Settings) -> Settings) -> Sandbox {
    let mapping = |host: &str| -> ConnectTo { format!("https://{host}={}", server.origin()).parse().unwrap() };
    let mappings = [mapping(SITE), mapping(MEDIA)];
    Sandbox::new("guests/hostile.wasm", |settings| change(settings.connect_to(mappings))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_must_be_the_one_of_the_host_in_the_url() {
    let authority = Authority::new();
    let server = Server::encrypted(authority.server(&[SITE]), ok).await;
    let trusting = sandbox(&server, |settings| settings.root_certificates(authority.roots())).await;
    outcome(&trusting.connect("acme", TOKEN).await, "echo", json!({})).await.unwrap();
    let heard = &server.heard()[0];
    assert_eq!(heard.header("host"), Some(SITE));
    assert_eq!(heard.tls.as_ref().unwrap().server_name.as_deref(), Some(SITE));

    server.forget();
    let doubting = sandbox(&server, |settings| settings).await;
    let told = outcome(&doubting.connect("acme", TOKEN).await, "echo", json!({})).await.unwrap_err();
    assert!(told.contains("could not connect to acme.atlassian.net") && told.contains("sent: false"), "{told}");
    assert_eq!(server.heard().len(), 0);

    let misnamed = Server::encrypted(authority.server(&["other.example", "127.0.0.1", "localhost"]), ok).await;
    let trusting = sandbox(&misnamed, |settings| settings.root_certificates(authority.roots())).await;
    let told = outcome(&trusting.connect("acme", TOKEN).await, "echo", json!({})).await.unwrap_err();
    assert!(told.contains("not valid for name"), "{told}");
    assert_eq!(misnamed.heard().len(), 0, "nothing is said to a stranger");
}

#[tokio::test(flavor = "multi_thread")]
async fn encryption_is_never_given_up() {
    let server = Server::clear(ok).await;
    let mapping = format!("https://{SITE}=https://{}", server.address()).parse().unwrap();
    // Neither side says anything that the other understands.
    let mut limits = Limits::default();
    (limits.connect, limits.attempts) = (Duration::from_millis(200), 1);
    let settings = |settings: Settings| settings.connect_to([mapping]).limits(limits);
    let sandbox = Sandbox::new("guests/hostile.wasm", settings).await;
    let told = outcome(&sandbox.connect("acme", TOKEN).await, "echo", json!({})).await.unwrap_err();
    assert!(told.contains("could not connect"), "{told}");
    assert_eq!(server.heard().len(), 0, "no request in clear");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_certificate_is_shown_to_the_service_alone() {
    let authority = Authority::new();
    let server = Server::encrypted(authority.strict_server(&[SITE, MEDIA]), |heard: &Heard| {
        if heard.header("host") == Some(SITE) {
            Reply::new(302, &[("location", &format!("https://{MEDIA}/file"))], "")
        } else {
            Reply::new(200, &[], "the file")
        }
    })
    .await;
    let settings =
        |settings: Settings| settings.root_certificates(authority.roots()).client_certificate(authority.client());
    let sandbox = sandbox(&server, settings).await;
    let told = outcome(&sandbox.connect("acme", TOKEN).await, "echo", json!({})).await.unwrap();
    assert!(told.contains("the file"), "{told}");
    let identified: Vec<bool> = server.heard().iter().map(|heard| heard.tls.as_ref().unwrap().identified).collect();
    assert_eq!(identified, [true, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_share_neither_sockets_nor_sessions() {
    let authority = Authority::new();
    let server = Server::encrypted(authority.server(&[SITE]), |heard: &Heard| {
        Reply::new(200, &[("connection", "close")], heard.path()).and_close()
    })
    .await;
    let sandbox = sandbox(&server, |settings| settings.root_certificates(authority.roots())).await;
    let (one, two) = (sandbox.connect("one", TOKEN).await, sandbox.connect("two", TOKEN).await);
    outcome(&one, "echo", json!({})).await.unwrap();
    outcome(&one, "echo", json!({})).await.unwrap();
    outcome(&two, "echo", json!({})).await.unwrap();
    let renewed = sandbox.runtime.connection("one").await.unwrap();
    outcome(&renewed, "echo", json!({})).await.unwrap();
    let heard = server.heard();
    let resumed: Vec<bool> = heard.iter().map(|heard| heard.tls.as_ref().unwrap().resumed).collect();
    assert_eq!(resumed, [false, true, false, false], "a session is resumed by the handle that had it");
    let sockets: Vec<usize> = heard.iter().map(|heard| heard.socket).collect();
    assert_eq!(sockets, [0, 1, 2, 3]);

    let keeping = Server::encrypted(authority.server(&[SITE]), ok).await;
    let sandbox = self::sandbox(&keeping, |settings| settings.root_certificates(authority.roots())).await;
    let (one, two) = (sandbox.connect("one", TOKEN).await, sandbox.connect("two", TOKEN).await);
    for connection in [&one, &two, &one, &two] {
        outcome(connection, "echo", json!({})).await.unwrap();
    }
    let sockets: Vec<usize> = keeping.heard().iter().map(|heard| heard.socket).collect();
    assert_eq!(sockets, [0, 1, 0, 1]);
}
