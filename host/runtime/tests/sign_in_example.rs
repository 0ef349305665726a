//! The example of a platform's web server signs users in, with a browser that goes over real sockets.

#![allow(clippy::unwrap_used, reason = "what panics here fails a test")]

#[path = "runtime/support/mod.rs"]
mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use confluence_simulator::{Consent, Options, Simulator};
use tempfile::TempDir;

/// What browsers keep of a cookie at most (RFC 6265 §6.1), and so what may be put into one.
const COOKIE: usize = 4096;

/// Cargo builds examples beside the tests that it runs.
fn example() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let folder = tests.parent().and_then(Path::parent).unwrap();
    folder.join("examples").join(format!("sign_in{}", std::env::consts::EXE_SUFFIX))
}

/// The platform's server; it stops when this is dropped.
struct Platform {
    server: Child,
    simulator: Simulator,
    /// Where it listens.
    host: String,
    _home: TempDir,
}

impl Platform {
    fn start() -> Self {
        Self::with_secret(&Options::default().client_secret)
    }

    fn with_secret(secret: &str) -> Self {
        let simulator = Simulator::start(Options { account_level_grants: true, ..Options::default() }).unwrap();
        let home = tempfile::tempdir().unwrap();
        let mut server = Command::new(example())
            .arg(home.path().join("home"))
            .arg(support::component("confluence.wasm"))
            .args([&Options::default().client_id, "127.0.0.1:0"])
            .env("CONNECTOR_CONNECT_TO", simulator.connect_to().join(","))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("`cargo test` without `--test` builds the example");
        server.stdin.take().unwrap().write_all(secret.as_bytes()).unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let callback = line.trim().strip_prefix("the app must have this callback URL: ").unwrap();
        simulator.register_callback(callback);
        let host = callback.strip_prefix("http://").and_then(|url| url.strip_suffix("/callback")).unwrap().to_owned();
        Self { server, simulator, host, _home: home }
    }

    fn browser(&self) -> Browser<'_> {
        Browser { platform: self, cookie: None }
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A browser with a cookie of this platform.
struct Browser<'a> {
    platform: &'a Platform,
    cookie: Option<String>,
}

struct Page {
    status: u16,
    head: String,
    body: String,
}

impl Page {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

impl Browser<'_> {
    fn send(&mut self, method: &str, path: &str, body: &str) -> Page {
        let host = &self.platform.host;
        let cookie = self.cookie.as_ref().map_or_else(String::new, |cookie| format!("Cookie: other=1; {cookie}\r\n"));
        let length = body.len();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{cookie}Content-Length: {length}\r\n");
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "{head}Connection: close\r\n\r\n{body}").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let page = Page { status, head: head.to_owned(), body: body.to_owned() };
        if let Some(cookie) = page.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        page
    }

    fn get(&mut self, url: &str) -> Page {
        let origin = format!("http://{}", self.platform.host);
        self.send("GET", url.strip_prefix(&origin).unwrap_or(url), "")
    }

    /// Begins, and decides on the service's page; where that sends the browser.
    fn decide(&mut self, decision: &Consent) -> String {
        let begun = self.get("/connect");
        assert_eq!(begun.status, 303, "{}", begun.body);
        self.platform.simulator.consent(begun.header("location").unwrap(), decision).unwrap()
    }

    fn sign_in(&mut self, decision: &Consent) -> Page {
        let back = self.decide(decision);
        self.get(&back)
    }
}

#[test]
fn a_user_connects() {
    let platform = Platform::start();
    let mut browser = platform.browser();
    let begun = browser.get("/connect");
    let cookie = begun.header("set-cookie").unwrap();
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax") && cookie.len() < COOKIE, "{cookie}");
    assert!(!begun.header("location").unwrap().contains("simulated-client-secret"));
    let page = browser.sign_in(&Consent::accept(&["acme"]));
    assert_eq!((page.status, page.body.as_str()), (200, "Connected as Example User"));
}

#[test]
fn a_user_who_declines_is_told_so() {
    let platform = Platform::start();
    let mut browser = platform.browser();
    let page = browser.sign_in(&Consent::decline());
    assert_eq!(page.status, 400);
    assert!(page.body.starts_with("the sign-in was declined at the service\n"), "{}", page.body);
    let page = browser.sign_in(&Consent::accept(&["acme"]));
    assert_eq!(page.status, 200, "nothing was kept: {}", page.body);
}

#[test]
fn a_user_of_several_sites_chooses_one() {
    let platform = Platform::start();
    let mut browser = platform.browser();
    let page = browser.sign_in(&Consent::accept(&["acme", "globex"]));
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains(">https://acme.atlassian.net</button>"), "{}", page.body);
    let globex = page.body.split("<button").find(|button| button.contains("globex")).unwrap();
    let site = globex.split('"').nth(1).unwrap();
    let pending = page.body.split_once("name=pending value=").unwrap().1.split('>').next().unwrap();
    let form = format!("pending={pending}&site={site}");
    let elsewhere = platform.browser().send("POST", "/callback", &form);
    assert_eq!(elsewhere.status, 400, "a form on another site: {}", elsewhere.body);
    let chosen = browser.send("POST", "/callback", &form);
    assert_eq!((chosen.status, chosen.body.as_str()), (200, "Connected as Example User"));
}

#[test]
fn a_sign_in_belongs_to_the_browser_that_began_it() {
    let platform = Platform::start();
    let accept = Consent::accept(&["acme"]);
    let (mut browser, mut other) = (platform.browser(), platform.browser());
    let back = browser.decide(&accept);
    let page = other.get(&back);
    assert_eq!((page.status, page.body.as_str()), (400, "this browser has begun no sign-in"));
    other.get("/connect");
    let page = other.get(&back);
    assert!(page.status == 400 && page.body.contains("another sign-in"), "{}", page.body);
    assert_eq!(browser.get(&back).status, 200);
}

#[test]
fn an_operator_with_a_wrong_secret_is_told_so() {
    let platform = Platform::with_secret("another-client-secret");
    let page = platform.browser().sign_in(&Consent::accept(&["acme"]));
    assert!(page.status == 400 && page.body.contains("does not know this client"), "{}", page.body);
}

#[test]
fn the_example_is_short() {
    let text = include_str!("../examples/sign_in.rs");
    assert!(text.lines().count() <= 80);
}
