//! Responses that are not what they seem, and requests that would be, byte by byte.

use crate::support::wire::{Heard, Reply, Server};
use crate::support::{Sandbox, outcome};
use serde_json::json;

const SITE: &str = "acme.atlassian.net";

async fn against(server: &Server) -> (Sandbox, connector_runtime::Connection) {
    let mapping = format!("https://{SITE}={}", server.origin()).parse().unwrap();
    let sandbox = Sandbox::new("guests/hostile.wasm", |settings| settings.connect_to([mapping])).await;
    let connection = sandbox.connect("acme", "a long token").await;
    (sandbox, connection)
}

/// What a server would have answered next, had it not been smuggled into the response before.
const SMUGGLED: &str = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\nsmuggled";

/// Responses, and whether they are one.
fn corpus() -> Vec<(bool, Vec<u8>)> {
    let ok = "HTTP/1.1 200 OK\r\n";
    let texts: Vec<(bool, String)> = vec![
        (true, format!("{ok}content-length: 5\r\n\r\nhello")),
        (true, format!("{ok}content-length: 5\r\ncontent-length: 5\r\n\r\nhello")),
        (true, format!("{ok}Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")),
        (true, format!("{ok}transfer-encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nauthorization: trailer\r\n\r\n")),
        (true, format!("{ok}\r\nhello")),
        (true, format!("HTTP/1.1 100 Continue\r\n\r\n{ok}content-length: 5\r\n\r\nhello")),
        (
            true,
            format!(
                "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 102 Wait\r\n\r\n{ok}content-length: 5\r\n\r\nhello"
            ),
        ),
        (true, format!("{ok}content-length: 5\r\n\r\nhello{SMUGGLED}")),
        (true, format!("HTTP/1.1 204 None\r\ncontent-length: 40\r\n\r\n{SMUGGLED}")),
        (true, format!("{ok}content-length: 0\r\n\r\n{SMUGGLED}")),
        (true, format!("{ok}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n{SMUGGLED}")),
        (false, format!("{ok}content-length: 5\r\ncontent-length: 6\r\n\r\nhello!")),
        (false, format!("{ok}content-length: 5, 6\r\n\r\nhello!")),
        (false, format!("{ok}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")),
        (false, format!("{ok}transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n{SMUGGLED}")),
        (false, format!("{ok}transfer-encoding: identity\r\n\r\nhello")),
        (false, format!("{ok}transfer-encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")),
        (false, format!("{ok}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")),
        (false, format!("{ok}transfer-encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")),
        (false, format!("{ok}content-length: -5\r\n\r\nhello")),
        (false, format!("{ok}content-length: +5\r\n\r\nhello")),
        (false, format!("{ok}content-length: 0x5\r\n\r\nhello")),
        (false, format!("{ok}content-length: 99999999999999999999999\r\n\r\nhello")),
        (false, format!("{ok}content-length: 10\r\n\r\nhello")),
        (false, format!("{ok}transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n")),
        (false, format!("{ok}transfer-encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n")),
        (false, format!("{ok}transfer-encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n")),
        (false, format!("{ok}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n")),
        (false, format!("{ok}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n")),
        (false, "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n".to_owned()),
        (false, format!("{ok}x-folded: a\r\n b\r\ncontent-length: 5\r\n\r\nhello")),
        (false, format!("{ok}x-spaced : a\r\ncontent-length: 5\r\n\r\nhello")),
        (false, format!("{ok}no-colon\r\ncontent-length: 5\r\n\r\nhello")),
        (false, format!("{ok}x: a\0b\r\ncontent-length: 5\r\n\r\nhello")),
        (false, "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\nhello".to_owned()),
        (false, "HTTP/2.0 200 OK\r\ncontent-length: 5\r\n\r\nhello".to_owned()),
        (false, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned()),
        (false, "hello".to_owned()),
        (false, String::new()),
        (false, format!("{ok}{}content-length: 0\r\n\r\n", "x: y\r\n".repeat(200))),
        (false, format!("{ok}x: {}\r\ncontent-length: 0\r\n\r\n", "y".repeat(1 << 20))),
        (false, format!("{ok}{}", "x: y\r\n".repeat(1 << 18))),
        (false, format!("{ok}content-encoding: br\r\ncontent-length: 5\r\n\r\nhello")),
        (false, format!("{ok}content-encoding: gzip, gzip\r\ncontent-length: 5\r\n\r\nhello")),
        (false, format!("{ok}content-encoding: gzip\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello")),
        (false, format!("{ok}content-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello")),
        (true, format!("{ok}content-encoding: identity\r\ncontent-length: 5\r\n\r\nhello")),
        (true, format!("{ok}content-encoding: gzip\r\ncontent-length: 0\r\n\r\n")),
        (true, format!("{ok}content-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n")),
    ];
    texts.into_iter().map(|(whole, text)| (whole, text.into_bytes())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_response_that_could_be_read_in_two_ways_is_none() {
    let server = Server::clear(|heard: &Heard| {
        let name = heard.path().rsplit('/').next().unwrap();
        match name.strip_prefix("reply-").map(|index| corpus().swap_remove(index.parse().unwrap())) {
            // The connection stays open where the response says where it ends: what was smuggled behind it could be
            // taken for the next one.
            Some((whole, bytes)) => {
                let ends = bytes
                    .windows(8)
                    .any(|bytes| bytes == b"-length:" || bytes == b"chunked\r" || bytes == b"Chunked\r");
                if ends && (whole || bytes.ends_with(SMUGGLED.as_bytes())) {
                    Reply::raw_open(bytes)
                } else {
                    Reply::raw(bytes)
                }
            }
            None => Reply::new(200, &[], format!("answer to {name}")),
        }
    })
    .await;
    let (_sandbox, connection) = against(&server).await;
    for (index, (whole, bytes)) in corpus().into_iter().enumerate() {
        let path = json!(format!("/wiki/api/v2/pages/reply-{index}"));
        let told = outcome(&connection, "path", path).await;
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
        assert_eq!(told.is_ok(), whole, "{shown:?}: {told:?}");
        if let Ok(told) = &told {
            assert!(!told.contains("smuggled") && !told.contains("trailer"), "{shown:?}: {told}");
        }
        let path = json!(format!("/wiki/api/v2/pages/after-{index}"));
        // The server may close the connection at the very moment that the next request is written.
        let mut answers = 0;
        for _ in 0..3 {
            match outcome(&connection, "path", path.clone()).await {
                Ok(told) => {
                    assert!(
                        told.contains(&format!("answer to after-{index}")),
                        "{shown:?}: an answer to another: {told}"
                    );
                    answers += 1;
                }
                Err(told) => assert!(told.contains("closed before message completed"), "{shown:?}: {told}"),
            }
        }
        assert!(answers > 0, "{shown:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connector_sets_no_header_of_the_host_in_any_spelling() {
    let server = Server::clear(|_: &Heard| Reply::new(200, &[], "{}")).await;
    let (_sandbox, connection) = against(&server).await;
    let names = [
        "accept-encoding",
        "authorization",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "cookie2",
        "expect",
        "forwarded",
        "host",
        "http2-settings",
        "keep-alive",
        "origin",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "referer",
        "remote-user",
        "sec-fetch-site",
        "sec-websocket-key",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "true-client-ip",
        "upgrade",
        "via",
        "x-api-key",
        "x-auth-token",
        "x-authorization",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-host",
        "x-http-method",
        "x-http-method-override",
        "x-method-override",
        "x-original-host",
        "x-original-url",
        "x-real-ip",
        "x-remote-user",
        "x-rewrite-url",
    ];
    for name in names {
        let mixed: String = name
            .char_indices()
            .map(|(index, letter)| if index % 2 == 0 { letter.to_ascii_uppercase() } else { letter })
            .collect();
        for spelling in [name.to_owned(), name.to_uppercase(), mixed, name.replace('-', "_")] {
            let told = outcome(&connection, "header", json!(spelling)).await.unwrap_err();
            assert!(told.contains("Denied") && told.contains("(acme.atlassian.net)"), "{spelling}: {told}");
            // The host and the rule, and nothing of the request or the policy.
            assert!(!told.contains("stolen") && !told.contains("131073") && !told.contains("/wiki"), "{told}");
        }
    }
    for spelling in [
        " authorization",
        "authorization ",
        "authorization:",
        "auth\u{131}orization",
        "ａuthorization",
        "a\tb",
        ":path",
    ] {
        let told = outcome(&connection, "header", json!(spelling)).await.unwrap_err();
        assert!(told.contains("Denied"), "{spelling}: {told}");
    }
    assert_eq!(server.sockets(), 0, "nothing was sent");
    outcome(&connection, "header", json!("x-harmless")).await.unwrap();
    let heard = &server.heard()[0];
    assert_eq!(heard.header("authorization"), Some("Basic dXNlckBleGFtcGxlLmNvbTphIGxvbmcgdG9rZW4="));
    assert_eq!((heard.header("host"), heard.header("x-harmless")), (Some(SITE), Some("stolen")));
    assert_eq!(heard.header("content-length"), None);
}
