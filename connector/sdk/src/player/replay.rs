use std::cell::RefCell;
use std::collections::VecDeque;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::case::{Case, Exchange, FormPart, Seen};
use crate::{
    Blob, BlobFailure, Body, Failure, Host, Level, Part, PartValue, Receive, Request, Response, ResponseBody, Target,
};

/// Unreserved characters (RFC 3986 §2.3), and those that a query may hold and that read better as they are.
const QUERY: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b':').remove(b',');

/// What the ids of received blobs begin with; a number from 1 follows.
const RECEIVED: &str = "received-";

/// How much of a blob may be read at once, in bytes: as much as a host allows.
const READ_AT_ONCE: u32 = 1024 * 1024;

/// A host that answers from a case and notes what differs from it.
pub struct Replay<'a> {
    case: &'a Case,
    waiting: RefCell<VecDeque<&'a Exchange>>,
    faults: RefCell<Vec<String>>,
    items: RefCell<Vec<Value>>,
    saved: RefCell<Vec<Value>>,
    received: RefCell<Vec<(Blob, Vec<u8>)>>,
}

impl<'a> Replay<'a> {
    /// Prepares to play a case.
    pub fn new(case: &'a Case) -> Self {
        Self {
            case,
            waiting: RefCell::new(case.exchanges.iter().collect()),
            faults: RefCell::default(),
            items: RefCell::default(),
            saved: RefCell::default(),
            received: RefCell::default(),
        }
    }

    /// What differed so far, and the requests that never came.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = self.faults.borrow().clone();
        faults.extend(self.waiting.borrow().iter().map(|exchange| format!("never asked: `{}`", exchange.request)));
        faults
    }

    /// What was handed over.
    pub fn items(&self) -> Vec<Value> {
        self.items.borrow().clone()
    }

    /// What was saved to resume with.
    pub fn saved(&self) -> Vec<Value> {
        self.saved.borrow().clone()
    }

    fn seen(&self, request: &Request) -> Seen {
        let target = match &request.target {
            Target::Link(link) => link.clone(),
            Target::Path(location) => {
                let mut target = location.path.clone();
                for (index, (name, value)) in location.query.iter().enumerate() {
                    target.push(if index == 0 { '?' } else { '&' });
                    target.extend(utf8_percent_encode(name, QUERY));
                    target.push('=');
                    target.extend(utf8_percent_encode(value, QUERY));
                }
                target
            }
        };
        let (body, form) = match &request.body {
            None => (None, None),
            Some(Body::Content(content)) => (serde_json::from_slice(&content.bytes).ok(), None),
            Some(Body::Form(parts)) => (None, Some(parts.iter().map(|part| self.part(part)).collect())),
            Some(Body::Blob(blob)) => (Some(Value::String(self.content(&blob.id))), None),
        };
        let method = format!("{:?}", request.method).rsplit("::").next().unwrap_or_default().to_uppercase();
        Seen { request: format!("{method} {target}"), headers: request.headers.clone(), body, form }
    }

    /// What a blob holds.
    fn bytes(&self, id: &str) -> Result<Vec<u8>, BlobFailure> {
        let received = self.received.borrow();
        match place_of(id) {
            Some(index) => received.get(index).map(|(_, bytes)| bytes.clone()),
            None => self.case.blobs.get(id).map(|blob| blob.content.clone().into_bytes()),
        }
        .ok_or(BlobFailure::Unknown)
    }

    fn content(&self, id: &str) -> String {
        self.case.blobs.get(id).map(|blob| blob.content.clone()).unwrap_or_default()
    }

    fn part(&self, part: &Part) -> FormPart {
        let (content, blob) = match &part.value {
            PartValue::Bytes(bytes) => (String::from_utf8_lossy(bytes).into_owned(), None),
            PartValue::Blob(id) => (self.content(id), self.case.blobs.get(id)),
        };
        FormPart {
            name: part.name.clone(),
            file_name: part.file_name.clone().or_else(|| blob.and_then(|blob| blob.file_name.clone())),
            media_type: part.media_type.clone().or_else(|| blob.and_then(|blob| blob.media_type.clone())),
            content,
        }
    }
}

/// The place, from 0, of a received blob in the order in which they came.
fn place_of(id: &str) -> Option<usize> {
    id.strip_prefix(RECEIVED)?.parse::<usize>().ok()?.checked_sub(1)
}

/// The wait that an answer asks for, in milliseconds. Like a host whose call has no time left, a replay never waits.
fn retry_after(headers: &[(String, String)]) -> Option<u64> {
    let (_, seconds) = headers.iter().find(|(name, _)| name == "retry-after")?;
    Some(seconds.parse::<u64>().ok()?.saturating_mul(1000))
}

impl Host for Replay<'_> {
    fn send(&self, request: &Request) -> Result<Response, Failure> {
        let seen = self.seen(request);
        let Some(exchange) = self.waiting.borrow_mut().pop_front() else {
            self.faults.borrow_mut().push(format!("not in the case: `{}`", seen.request));
            return Err(Failure::Denied("the case has no further exchange".to_owned()));
        };
        if request.endpoint != exchange.endpoint {
            let fault =
                format!("`{}`: endpoint is `{}`, expected `{}`", seen.request, request.endpoint, exchange.endpoint);
            self.faults.borrow_mut().push(fault);
        }
        self.faults.borrow_mut().extend(exchange.judge(&seen));
        let (bytes, media_type) = exchange.answer();
        let mut headers: Vec<(String, String)> =
            exchange.response_headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        if !exchange.response_headers.contains_key("content-type") {
            headers.push(("content-type".to_owned(), media_type.to_owned()));
        }
        if exchange.status == 429
            && let Some(wait) = retry_after(&headers)
        {
            return Err(Failure::RateLimited(Some(wait)));
        }
        let body = if request.receive == Receive::Blob && (200..300).contains(&exchange.status) {
            let media_type = headers.iter().find(|(name, _)| name == "content-type").map(|(_, value)| value.clone());
            let mut received = self.received.borrow_mut();
            received.push((Blob { file_name: None, path: None, media_type, size: bytes.len() as u64 }, bytes));
            ResponseBody::Blob(format!("{RECEIVED}{}", received.len()))
        } else {
            ResponseBody::Memory(bytes)
        };
        Ok(Response { status: exchange.status, headers, body })
    }

    fn send_all(&self, requests: &[Request]) -> Vec<Result<Response, Failure>> {
        requests.iter().map(|request| self.send(request)).collect()
    }

    fn auth_type(&self) -> String {
        self.field("authType").unwrap_or_default()
    }

    fn field(&self, name: &str) -> Option<String> {
        self.case.connection.get(name).cloned()
    }

    fn scopes(&self) -> Option<Vec<String>> {
        self.case.scopes.clone()
    }

    fn blob(&self, id: &str) -> Option<Blob> {
        if let Some(index) = place_of(id) {
            return self.received.borrow().get(index).map(|(blob, _)| blob.clone());
        }
        let blob = self.case.blobs.get(id)?;
        Some(Blob {
            file_name: blob.file_name.clone(),
            path: blob.path.clone(),
            media_type: blob.media_type.clone(),
            size: blob.content.len() as u64,
        })
    }

    fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Vec<u8>, BlobFailure> {
        if length > READ_AT_ONCE {
            return Err(BlobFailure::TooLong(READ_AT_ONCE));
        }
        let bytes = self.bytes(id)?;
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(bytes.len());
        let end = start.saturating_add(length as usize).min(bytes.len());
        Ok(bytes[start..end].to_vec())
    }

    fn blob_sha256(&self, id: &str) -> Result<String, BlobFailure> {
        let digest = Sha256::digest(self.bytes(id)?);
        Ok(digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")))
    }

    fn report(&self, _: u64, _: Option<u64>, _: &str) {}

    fn emit(&self, items: &[String]) -> bool {
        self.items.borrow_mut().extend(items.iter().map(|item| serde_json::from_str(item).unwrap_or_default()));
        true
    }

    fn save(&self, resume: &str) {
        self.saved.borrow_mut().push(serde_json::from_str(resume).unwrap_or_default());
    }

    fn log(&self, _: Level, _: &str, _: &[(String, String)]) {}
}
