//! The log of every request that reached the simulator.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use http::request::Parts;
use serde::Serialize;

use crate::redaction;

/// How much of a request's body is kept, in bytes.
pub(crate) const KEPT_BODY: usize = 64 * 1024;

/// Names the listener at which a request arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// A site: `https://{site}.atlassian.net`, or the Data Center instance.
    Site,
    /// The media host: `https://api.media.atlassian.com`.
    Media,
    /// The authorization server: `https://auth.atlassian.com`.
    Auth,
    /// The gateway: `https://api.atlassian.com`.
    Api,
}

/// Tells what one request looked like; it is logged when its head arrives and grows with its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRequest {
    /// The listener that took the request.
    pub origin: Origin,
    /// The method, in capitals.
    pub method: String,
    /// The path, percent-encoded as it was sent.
    pub path: String,
    /// The query without its question mark, percent-encoded as it was sent.
    pub query: Option<String>,
    /// The headers in the order of arrival, names in lower case.
    pub headers: Vec<(String, String)>,
    /// How many bytes of the body were read so far.
    pub body_bytes: u64,
    /// The body's first 64 KiB, as far as they were read; a token request's body comes whole and without secrets.
    pub body: Vec<u8>,
    /// The status that was sent; absent while no answer was sent, and for ever if none is.
    pub status: Option<u16>,
}

impl LoggedRequest {
    /// Returns the first value of the header with this lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the grant type of a request to a token endpoint: `refresh_token`.
    #[must_use]
    pub fn grant_type(&self) -> Option<String> {
        redaction::grant_type(&self.body).filter(|_| redaction::holds_secrets(&self.path))
    }
}

#[derive(Debug, Default)]
struct Entries {
    /// How many entries were cleared away; keeps handles of requests under way from hitting others.
    cleared: usize,
    kept: Vec<LoggedRequest>,
}

/// Keeps the log and wakes those who wait for it to grow.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    entries: Mutex<Entries>,
    arrived: Condvar,
}

impl Journal {
    /// Logs the head of a request and returns the handle for the rest.
    pub(crate) fn arrive(&self, origin: Origin, parts: &Parts) -> usize {
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let logged = LoggedRequest {
            origin,
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().map(str::to_owned),
            headers: headers.collect(),
            body_bytes: 0,
            body: Vec::new(),
            status: None,
        };
        let mut entries = self.lock();
        entries.kept.push(logged);
        let handle = entries.cleared + entries.kept.len() - 1;
        drop(entries);
        self.arrived.notify_all();
        handle
    }

    /// Counts a piece of a request's body.
    pub(crate) fn count(&self, handle: usize, piece: &[u8]) {
        self.change(handle, |logged| logged.body_bytes += piece.len() as u64);
    }

    /// Adds text to the body of a logged request.
    pub(crate) fn keep(&self, handle: usize, piece: &[u8]) {
        self.change(handle, |logged| {
            let room = KEPT_BODY.saturating_sub(logged.body.len()).min(piece.len());
            logged.body.extend_from_slice(&piece[..room]);
        });
    }

    /// Notes the status that is about to be sent.
    pub(crate) fn answered(&self, handle: usize, status: u16) {
        self.change(handle, |logged| logged.status = Some(status));
    }

    /// Returns a copy of the log, in the order of arrival.
    pub(crate) fn requests(&self) -> Vec<LoggedRequest> {
        self.lock().kept.clone()
    }

    /// Forgets all requests so far.
    pub(crate) fn clear(&self) {
        let mut entries = self.lock();
        entries.cleared += entries.kept.len();
        entries.kept.clear();
    }

    /// Blocks until the log holds `count` requests and tells whether it did so in time.
    pub(crate) fn wait(&self, count: usize, within: Duration) -> bool {
        let deadline = Instant::now() + within;
        let mut entries = self.lock();
        while entries.kept.len() < count {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            entries = self.arrived.wait_timeout(entries, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    fn change(&self, handle: usize, change: impl FnOnce(&mut LoggedRequest)) {
        let mut entries = self.lock();
        let position = handle.checked_sub(entries.cleared);
        if let Some(logged) = position.and_then(|position| entries.kept.get_mut(position)) {
            change(logged);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
