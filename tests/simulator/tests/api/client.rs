//! A small HTTP/1.1 client that hides nothing.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use confluence_simulator::{Options, Simulator};
use serde_json::Value;

/// Is what came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the title of the first v2 error.
    pub(crate) fn title(&self) -> String {
        self.json()["errors"][0]["title"].as_str().unwrap().to_owned()
    }

    /// Returns the body after asserting the status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.body.is_empty() { Value::Null } else { self.json() }
    }
}

/// Is a simulator with its user's credentials at hand.
pub(crate) struct Site {
    pub(crate) simulator: Simulator,
}

impl Site {
    pub(crate) fn start() -> Self {
        Self::with_pages(3)
    }

    pub(crate) fn with_pages(pages: u32) -> Self {
        let options = Options { pages, ..Options::default() };
        Self { simulator: Simulator::start(options).unwrap() }
    }

    /// Returns the value of `Authorization` with which all is well.
    pub(crate) fn credentials() -> String {
        basic("user@example.com", "simulator-api-token")
    }

    pub(crate) fn try_send(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> io::Result<Reply> {
        let credentials = Self::credentials();
        let mut all = vec![("host", "acme.atlassian.net"), ("authorization", &credentials)];
        all.extend(headers);
        send(&self.simulator.site_origin(), method, target, &all, body)
    }

    pub(crate) fn send(&self, method: &str, target: &str, body: &Value) -> Reply {
        let headers = [("content-type", "application/json"), ("x-atlassian-token", "no-check")];
        self.try_send(method, target, &headers, body.to_string().as_bytes()).unwrap()
    }

    pub(crate) fn get(&self, target: &str) -> Reply {
        self.try_send("GET", target, &[], b"").unwrap()
    }

    pub(crate) fn delete(&self, target: &str) -> Reply {
        self.try_send("DELETE", target, &[("x-atlassian-token", "no-check")], b"").unwrap()
    }

    /// Creates a page in `DOCS` and returns its id.
    pub(crate) fn page(&self, title: &str) -> String {
        let body = serde_json::json!({
            "spaceId": "98305",
            "title": title,
            "body": {"representation": "storage", "value": "<p>text</p>"},
        });
        self.send("POST", "/wiki/api/v2/pages", &body).expect(200)["id"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn basic(name: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{secret}")))
}

/// Spells bytes in two hexadecimal digits each, with something before each.
pub(crate) fn hexadecimal(bytes: &[u8], before: &str) -> String {
    bytes.iter().flat_map(|byte| [before.to_owned(), format!("{byte:02x}")]).collect()
}

/// Sends one request on a connection of its own and reads until that closes.
pub(crate) fn send(
    origin: &str,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> io::Result<Reply> {
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address)?;
    // A test that waits this long has failed.
    stream.set_read_timeout(Some(Duration::from_mins(1)))?;
    let mut head = vec![format!("{method} {target} HTTP/1.1"), "connection: close".to_owned()];
    if !headers.iter().any(|(name, _)| *name == "host") {
        head.push(format!("host: {address}"));
    }
    head.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    if !body.is_empty() {
        head.push(format!("content-length: {}", body.len()));
    }
    stream.write_all(format!("{}\r\n\r\n", head.join("\r\n")).as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    read(&answer)
}

fn read(answer: &[u8]) -> io::Result<Reply> {
    let cut = || io::Error::new(io::ErrorKind::UnexpectedEof, "the answer is cut");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or_else(cut)?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).ok_or_else(cut)?;
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut reply = Reply { status, headers, body: answer[end + 4..].to_vec() };
    if reply.header("transfer-encoding") == Some("chunked") {
        reply.body = unchunk(&reply.body).ok_or_else(cut)?;
    } else if let Some(length) = reply.header("content-length")
        && length.parse() != Ok(reply.body.len())
    {
        return Err(cut());
    }
    Ok(reply)
}

fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&rest[..end]).ok()?, 16).ok()?;
        rest = &rest[end + 2..];
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..length)?);
        rest = rest.get(length + 2..)?;
    }
}
