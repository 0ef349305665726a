//! What a connector has in its memory after a call: no secret, in whatever encoding.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "what panics here fails a test")]

#[path = "runtime/support/mod.rs"]
mod support;

use std::fmt::Write;
use std::io::{Read, Seek, SeekFrom};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use confluence_simulator::{Consent, Fault, FaultAction, Options};
use connector_runtime::measure::ReusedInstance;
use connector_runtime::{Connection, Limits};
use serde_json::json;
use support::{Site, connect, data_center, draft_with, oauth2};

const CANARY: &str = "canary/T0ken+with=odd\"chars~0123456789";

/// The memories of all instances of this process: each begins with the image of its data, which the engine maps by name,
/// and goes on as long as it may be written to.
fn memories() -> Vec<Vec<u8>> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut regions: Vec<(u64, u64)> = Vec::new();
    let mut end_of_memory = 0;
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (start, end) = words.next().unwrap().split_once('-').unwrap();
        let (start, end) = (u64::from_str_radix(start, 16).unwrap(), u64::from_str_radix(end, 16).unwrap());
        let writable = words.next().unwrap().starts_with("rw");
        let image = line.contains("memfd:wasm-memory-image");
        if writable && (image || start == end_of_memory) {
            regions.push((start, end));
            end_of_memory = end;
        }
    }
    let mut memory = std::fs::File::open("/proc/self/mem").unwrap();
    regions
        .into_iter()
        .map(|(start, end)| {
            let mut bytes = vec![0; usize::try_from(end - start).unwrap()];
            memory.seek(SeekFrom::Start(start)).unwrap();
            memory.read_exact(&mut bytes).unwrap();
            bytes
        })
        .collect()
}

/// A secret as it could be echoed: raw, escaped, percent-encoded, in hexadecimal, and inside base64 in each alignment.
fn spellings(secret: &str) -> Vec<Vec<u8>> {
    let hexadecimal = secret.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    let mut spellings = vec![
        secret.to_owned(),
        serde_json::to_string(secret).unwrap().trim_matches('"').to_owned(),
        url::form_urlencoded::byte_serialize(secret.as_bytes()).collect(),
        hexadecimal.to_uppercase(),
        hexadecimal,
    ];
    for shift in 0..3 {
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            let encoded = engine.encode([&b"xx"[..shift], secret.as_bytes()].concat());
            // Both ends also depend on what stands around the secret.
            spellings.push(encoded[4..encoded.len() - 2].to_owned());
        }
    }
    spellings.into_iter().map(String::into_bytes).collect()
}

fn holds(memories: &[Vec<u8>], needle: &[u8]) -> bool {
    memories.iter().any(|memory| memory.windows(needle.len()).any(|window| window == needle))
}

/// Performs an action and looks into the memory that it leaves.
async fn look(connection: &Connection, action: &str, input: serde_json::Value, secrets: &[&str], known: &str) {
    let mut instance = ReusedInstance::new(connection, action, &input).await.unwrap();
    let outcome = instance.perform(action, &input).await;
    let memories = memories();
    assert!(holds(&memories, known.as_bytes()), "{action}: not the right memory ({outcome:?})");
    for secret in secrets {
        for spelling in spellings(secret) {
            let shown = String::from_utf8_lossy(&spelling).into_owned();
            assert!(!holds(&memories, &spelling), "{action}: the connector's memory holds `{shown}`");
        }
    }
    drop(instance);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_in_a_connectors_memory_after_a_call() {
    let options = Options { api_token: CANARY.to_owned(), password: CANARY.to_owned(), ..Options::default() };
    let site = Site::with(options.clone(), Limits::default()).await;
    site.runtime.install(&support::component("confluence.wasm")).await.unwrap();
    site.runtime.add_connection(draft_with("token", "confluence", CANARY), true).await.unwrap();
    let on_prem = data_center(&site, "password", "basic").field("username", "user").secret("password", CANARY);
    site.runtime.add_connection(on_prem, true).await.unwrap();
    connect(&site, oauth2("oauth"), &Consent::accept(&["acme"])).await.unwrap();
    let pair = "user@example.com:".to_owned() + CANARY;

    let connection = site.runtime.connection("token").await.unwrap();
    let page = json!({"id": "131075", "bodyFormat": "storage"});
    look(&connection, "get-page", page.clone(), &[CANARY, &pair], "131075").await;
    look(&connection, "list-pages", json!({"limit": 5}), &[CANARY, &pair], "/wiki/api/v2/pages").await;
    // A service that echoes the credential, and one that refuses it with its own words.
    for status in [200, 401, 500] {
        let body = json!({"echo": format!("you sent {CANARY}"), "title": "Overheard"}).to_string();
        let headers = vec![("x-echo".to_owned(), format!("Basic {}", STANDARD_NO_PAD.encode(&pair)))];
        site.simulator.fault(Fault::once(FaultAction::Answer { status, headers, body }));
        look(&connection, "get-page", page.clone(), &[CANARY, &pair], "Overheard").await;
        site.simulator.clear_faults();
    }
    let connection = site.runtime.connection("password").await.unwrap();
    look(&connection, "get-current-user", json!({}), &[CANARY, &format!("user:{CANARY}")], "userKey").await;

    // Tokens too, the first one and the one that took its place during a call.
    let connection = site.runtime.connection("oauth").await.unwrap();
    site.simulator.clear_requests();
    site.simulator.advance(std::time::Duration::from_hours(2));
    let tokens = || -> Vec<String> {
        let bearer = |header: Option<&str>| header?.strip_prefix("Bearer ").map(str::to_owned);
        site.simulator.requests().iter().filter_map(|request| bearer(request.header("authorization"))).collect()
    };
    look(&connection, "get-page", page.clone(), &[&options.client_secret], "131075").await;
    let mut tokens = tokens();
    tokens.dedup();
    assert_eq!(tokens.len(), 2, "one token was refused, and another taken");
    let both: Vec<&str> = tokens.iter().map(String::as_str).collect();
    look(&connection, "get-page", page, &both, "131075").await;
}
