//! A service that does not answer keeps nobody else from theirs.

use std::time::Duration;

use crate::support::wire::{Reply, Server};
use crate::support::{Sandbox, outcome};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_whose_service_hangs_leaves_room_for_another() {
    let hung = format!("Basic {}", STANDARD.encode("user@example.com:the token of the first"));
    let server = Server::clear(move |heard| {
        let hangs = heard.header("authorization") == Some(&hung);
        if hangs { Reply::raw_open("") } else { Reply::new(200, &[], "{}") }
    })
    .await;
    let mapping = format!("https://acme.atlassian.net={}", server.origin()).parse().unwrap();
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.connect_to([mapping])).await;
    let (first, second) =
        (sandbox.connect("first", "the token of the first").await, sandbox.connect("second", "another token").await);
    let start = || first.action("echo").unwrap().input(Value::Null).start().unwrap();
    let runs: Vec<_> = std::iter::repeat_with(start).take(130).collect();
    while server.heard().len() < 40 {
        tokio::task::yield_now().await;
    }
    let answered = tokio::time::timeout(Duration::from_mins(1), outcome(&second, "echo", json!(null))).await;
    assert!(answered.expect("it does not wait for the other's").is_ok());
    assert!(server.heard().len() <= 60, "the others still wait: {}", server.heard().len());
    for run in runs {
        run.cancel();
    }
}
