//! One connection's way out, against a server that keeps what arrives.

use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;
use tempfile::TempDir;

use super::super::message::{Body, Retry};
use super::super::throttle::RateLimit;
use super::wire::{Heard, Reply, Server};
use super::*;
use crate::egress::message::Receive;
use crate::manifest::Credential;

const TOKEN: &str = "a token that nobody may see";

struct Out {
    egress: Egress,
    endpoint: Endpoint,
    held: Arc<Budget>,
    folder: TempDir,
    blob_budget: AtomicU64,
}

impl Out {
    fn new(server: &Server, limits: Limits) -> Self {
        let held = Budget::new(limits.held_bytes);
        let connect_to =
            [format!("https://h.example={}", server.origin()), format!("https://m.example={}", server.origin())];
        let connect_to = connect_to.iter().map(|mapping| mapping.parse().unwrap()).collect();
        let network = Network::new(NetworkSettings { connect_to, ..NetworkSettings::default() }, Arc::new(limits));
        let endpoint = Endpoint {
            name: "api".into(),
            base: Url::parse("https://h.example/ctx").unwrap(),
            link_bases: vec![],
            authenticated: true,
            redirect_hosts: vec!["m.example".into()],
            redirect_within: true,
            reach: Reach::Public,
            rate_limits: vec![],
        };
        let egress = Self::open(&Arc::new(network), "connection-1");
        Self { egress, endpoint, held, folder: tempfile::tempdir().unwrap(), blob_budget: AtomicU64::new(1 << 20) }
    }

    fn open(network: &Arc<Network>, connection: &str) -> Egress {
        let secrets = BTreeMap::from([("token".to_owned(), SecretString::from(TOKEN))]);
        let credential = Credential::Bearer("token".into());
        let authorization = Authorization::render(&credential, &BTreeMap::new(), &secrets).unwrap();
        let owner = Owner { connection: connection.to_owned(), client: None };
        Egress::new(Arc::clone(network), owner, authorization)
    }

    /// The same connection or another one, opened once more.
    fn again(&self, connection: &str) -> Self {
        Self {
            egress: Self::open(&self.egress.network, connection),
            endpoint: self.endpoint.clone(),
            held: Budget::new(self.egress.limits().held_bytes),
            folder: tempfile::tempdir().unwrap(),
            blob_budget: AtomicU64::new(1 << 20),
        }
    }

    async fn send(&self, request: &Request) -> Result<Response, Failure> {
        let redactor = self.egress.authorization().redactor(&[]);
        let bounds = Bounds {
            deadline: Instant::now() + Duration::from_mins(1),
            folder: self.folder.path(),
            redactor: &redactor,
            blob_budget: &self.blob_budget,
            held: &self.held,
            reads_tokens: false,
        };
        self.egress.send(&self.endpoint, request, &bounds, &|_, _| Ok(())).await.answer
    }

    async fn get(&self, path: &str) -> Result<Response, Failure> {
        self.send(&request(Method::GET, path)).await
    }
}

fn request(method: Method, path: &str) -> Request {
    Request {
        method,
        endpoint: "api".into(),
        target: Target::Path { path: path.into(), query: vec![] },
        headers: vec![],
        body: None,
        retry: Retry::ByMethod,
        receive: Receive::Memory,
        timeout: None,
    }
}

fn ok(_: &Heard) -> Reply {
    Reply::new(200, &[], "{}")
}

fn text(response: &Response) -> String {
    match &response.body {
        ResponseBody::Memory(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        ResponseBody::Blob(_) => panic!("a file"),
    }
}

#[tokio::test]
async fn responses_that_nobody_takes_are_bounded_in_all() {
    let server = Server::clear(|_| Reply::new(200, &[], "x".repeat(40_000))).await;
    let limits = Limits { held_bytes: 100_000, ..Limits::default() };
    let out = Out::new(&server, limits);
    let first = out.get("/a").await.unwrap();
    let _second = out.get("/a").await.unwrap();
    assert_eq!(out.get("/a").await.unwrap_err(), Failure::TooLarge(100_000));
    drop(first);
    assert!(out.get("/a").await.is_ok(), "what was taken leaves room");
    let together = futures_util::future::join_all((0..20).map(|_| out.get("/a"))).await;
    assert!(together.iter().filter(|answer| answer.is_ok()).count() <= 2, "nothing waits for room");
}

#[tokio::test]
async fn the_same_header_twice_is_refused_where_one_is() {
    let server = Server::clear(ok).await;
    let out = Out::new(&server, Limits::default());
    for names in
        [["x-a", "authorization"], ["Authorization", "AUTHORIZATION"], ["x-a", "Host"], ["Content_Length", "x"]]
    {
        let mut request = request(Method::GET, "/a");
        request.headers = names.iter().map(|name| ((*name).to_owned(), "x".to_owned())).collect();
        let Err(Failure::Denied(message)) = out.send(&request).await else { panic!("{names:?}") };
        assert!(message.ends_with("(h.example)") && !message.contains("/a"), "{message}");
    }
    assert_eq!(server.sockets(), 0);
    let mut request = request(Method::GET, "/a");
    request.headers = vec![("x-a".into(), "1".into()), ("X-A".into(), "2".into()), ("user-agent".into(), "own".into())];
    out.send(&request).await.unwrap();
    let heard = &server.heard()[0];
    let named = |wanted: &str| heard.headers.iter().filter(|(name, _)| name == wanted).count();
    assert_eq!((named("x-a"), named("authorization"), named("host"), named("user-agent")), (2, 1, 1, 1));
    assert_eq!(heard.header("authorization"), Some("Bearer a token that nobody may see"));
    assert_eq!((heard.header("host"), heard.line.as_str()), (Some("h.example"), "GET /ctx/a HTTP/1.1"));
}

#[tokio::test]
async fn lengths_are_written_once_and_right() {
    let server = Server::clear(ok).await;
    let out = Out::new(&server, Limits::default());
    let body = |bytes: &'static [u8]| Body::Content { media_type: "application/json".into(), bytes: bytes.into() };
    for (method, body, length) in [
        (Method::GET, None, None),
        (Method::DELETE, None, None),
        (Method::POST, None, Some("0")),
        (Method::POST, Some(body(b"")), Some("0")),
        (Method::PUT, Some(body(b"{}")), Some("2")),
    ] {
        server.forget();
        let sent = Request { body: body.clone(), ..request(method.clone(), "/a") };
        out.send(&sent).await.unwrap();
        let heard = &server.heard()[0];
        assert_eq!(heard.header("transfer-encoding"), None);
        assert!(
            heard.header("content-length") == length
                || (length == Some("0") && heard.header("content-length").is_none()),
            "{method} {body:?}: {:?}",
            heard.headers
        );
    }
}

#[tokio::test]
async fn a_body_goes_nowhere_a_second_time() {
    let server = Server::clear(|heard: &Heard| {
        if heard.path() == "/ctx/a" { Reply::new(307, &[("location", "/ctx/b")], "") } else { ok(heard) }
    })
    .await;
    let out = Out::new(&server, Limits::default());
    let body = Body::Content { media_type: "text/plain".into(), bytes: "once".into() };
    let post = Request { body: Some(body), ..request(Method::POST, "/a") };
    let answer = out.send(&post).await.unwrap();
    assert_eq!(answer.status, 307);
    assert!(answer.headers.iter().all(|(name, _)| name != "location"));
    assert_eq!(server.heard().len(), 1);
}

#[tokio::test]
async fn a_chain_of_redirects_leaves_everything_behind_at_the_border() {
    let server = Server::clear(|heard: &Heard| match heard.path() {
        "/ctx/a" => Reply::new(302, &[("location", "b?x=1"), ("set-cookie", "a=b")], ""),
        "/ctx/b?x=1" => Reply::new(307, &[("location", "https://m.example/file?token=t")], ""),
        // A second host is never led to.
        "/file?token=t" => Reply::new(302, &[("location", "https://h.example/ctx/c")], "gone"),
        _ => ok(heard),
    })
    .await;
    let out = Out::new(&server, Limits::default());
    let mut request = request(Method::GET, "/a");
    request.headers = vec![("x-own".into(), "1".into())];
    let answer = out.send(&request).await.unwrap();
    assert_eq!((answer.status, text(&answer).as_str()), (302, "gone"));
    let heard = server.heard();
    assert_eq!(heard.len(), 3);
    for within in &heard[..2] {
        assert!(within.header("authorization").is_some() && within.header("x-own").is_some());
        assert_eq!((within.header("host"), within.header("cookie")), (Some("h.example"), None));
    }
    let names: Vec<&str> = heard[2].headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(heard[2].header("host"), Some("m.example"));
    assert!(
        names.iter().all(|name| matches!(*name, "host" | "user-agent" | "accept" | "accept-encoding")),
        "{names:?}"
    );
    assert_ne!(heard[1].socket, heard[2].socket, "another client");
}

#[tokio::test]
async fn several_handles_of_a_connection_keep_to_the_same_pause() {
    let server = Server::clear(|_| Reply::new(429, &[("retry-after", "300"), ("x-ratelimit-limit", "7")], "")).await;
    let out = Out::new(&server, Limits::default());
    let (same, other) = (out.again("connection-1"), out.again("connection-2"));
    assert!(matches!(out.get("/a").await, Err(Failure::RateLimited(Some(wait))) if wait >= 300_000));
    assert!(matches!(same.get("/a").await, Err(Failure::RateLimited(Some(wait))) if wait > 290_000));
    let tight = Request { timeout: Some(Duration::from_millis(1)), ..request(Method::GET, "/a") };
    assert!(matches!(same.send(&tight).await, Err(Failure::RateLimited(Some(_)))), "a guest cannot get around it");
    assert_eq!(server.heard().len(), 1, "held back before anything is sent");
    let seen = same.egress.rate_limit(&same.endpoint).unwrap();
    assert_eq!(seen.limit, Some(7));
    assert!(seen.paused_until.is_some());
    assert!(other.get("/a").await.is_err());
    assert_eq!(server.heard().len(), 2, "another connection is another customer");
}

#[tokio::test]
async fn a_declared_rate_holds_requests_back() {
    let server = Server::clear(ok).await;
    let limits = Limits { rate_limit_wait: Duration::ZERO, ..Limits::default() };
    let mut out = Out::new(&server, limits);
    let hour = RateLimit { per: Per::Connection, requests: Some(3), span: Duration::from_hours(1), concurrent: None };
    out.endpoint.rate_limits =
        vec![hour, RateLimit { per: Per::Client, requests: Some(1), span: Duration::from_hours(1), concurrent: None }];
    for _ in 0..3 {
        out.get("/a").await.unwrap();
    }
    assert!(matches!(out.get("/a").await, Err(Failure::RateLimited(Some(wait))) if wait > 3_500_000));
    assert_eq!(server.heard().len(), 3);
}

#[tokio::test]
async fn one_oauth_client_is_one_customer_for_what_is_declared_per_client() {
    let server = Server::clear(ok).await;
    let limits = Limits { rate_limit_wait: Duration::ZERO, ..Limits::default() };
    let out = Out::new(&server, limits);
    let rule = RateLimit { per: Per::Client, requests: Some(2), span: Duration::from_hours(1), concurrent: Some(5) };
    let of = |connection: &str, client: Option<&str>| {
        let mut out = out.again(connection);
        out.endpoint.rate_limits = vec![rule.clone()];
        out.egress.owner.client = client.map(str::to_owned);
        out
    };
    of("1", Some("app")).get("/a").await.unwrap();
    of("2", Some("app")).get("/a").await.unwrap();
    assert!(of("3", Some("app")).get("/a").await.is_err());
    of("4", Some("other")).get("/a").await.unwrap();
    of("5", None).get("/a").await.unwrap();
}

#[tokio::test]
async fn a_service_that_fails_again_and_again_is_left_alone() {
    let server = Server::clear(|heard: &Heard| match heard.path() {
        "/ctx/fails" => Reply::new(500, &[], ""),
        "/ctx/breaks" => Reply::raw(""),
        _ => ok(heard),
    })
    .await;
    let limits = Limits { failures_in_a_row: 4, ..Limits::default() };
    let out = Out::new(&server, limits);
    let never = |path: &str| Request { retry: Retry::Never, ..request(Method::GET, path) };
    for path in ["/fails", "/breaks", "/fails", "/a", "/fails", "/breaks", "/fails"] {
        let _ = out.send(&never(path)).await;
    }
    out.get("/a").await.unwrap();
    for _ in 0..4 {
        let _ = out.send(&never("/fails")).await;
    }
    let before = server.heard().len();
    let Err(Failure::Unreachable { message, sent: false }) = out.send(&never("/a")).await else { panic!("sent") };
    assert!(message.starts_with("h.example failed 4 times in a row"), "{message}");
    assert!(out.again("connection-1").send(&never("/a")).await.is_err());
    assert!(out.again("connection-2").send(&never("/a")).await.is_ok());
    assert_eq!(server.heard().len(), before + 1);
}

#[tokio::test]
async fn a_new_credential_uses_no_old_socket() {
    let server = Server::clear(ok).await;
    let out = Out::new(&server, Limits::default());
    out.get("/a").await.unwrap();
    out.get("/a").await.unwrap();
    assert_eq!(server.sockets(), 1, "one connection keeps its socket");
    out.again("connection-1").get("/a").await.unwrap();
    out.again("connection-2").get("/a").await.unwrap();
    let sockets: Vec<usize> = server.heard().iter().map(|heard| heard.socket).collect();
    assert_eq!(sockets, [0, 0, 1, 2]);
}

#[tokio::test]
async fn a_file_that_stops_moving_is_given_up() {
    let server = Server::clear(|_| Reply::raw_open("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")).await;
    let limits = Limits { request: Duration::from_millis(100), attempts: 1, ..Limits::default() };
    let out = Out::new(&server, limits);
    let file = Request { receive: Receive::Blob, ..request(Method::GET, "/a") };
    assert_eq!(out.send(&file).await.unwrap_err(), Failure::TimedOut { sent: true });
    assert_eq!(std::fs::read_dir(out.folder.path()).unwrap().count(), 0, "nothing is left");
}
