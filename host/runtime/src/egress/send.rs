mod answer;

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use http::{HeaderMap, Method, StatusCode, header};
use tokio::time::{Instant, timeout_at};
use url::Url;

use self::answer::Answer;
use super::address::Reach;
use super::base::Endpoint;
use super::budget::Budget;
use super::client::{self, Client};
use super::connect::Passage;
use super::fetch::{self, Hop, fetch};
use super::message::{Failure, Request, Response, ResponseBody, Target, changes};
use super::network::{Network, NetworkSettings};
use super::pace::{Owner, Pace};
use super::rate_limit::RateLimitState;
use super::redirect::{self, Redirect};
use super::target::{Located, locate};
use super::throttle::{Patience, Per};
use super::throttles::Key;
use super::validity::Validity;
use super::{headers, outgoing, retry};
use crate::Limits;
use crate::auth::{Authorization, Signed};
use crate::redact::Redactor;

/// The way out of one connection. Its sockets and TLS sessions are its own.
pub(crate) struct Egress {
    network: Arc<Network>,
    limits: Arc<Limits>,
    pub(super) owner: Owner,
    authorization: Authorization,
    /// None where there is nothing that could change.
    validity: Option<Validity>,
    /// By endpoint.
    paces: Mutex<HashMap<String, Pace>>,
    clients: [OnceLock<Client>; 3],
}

/// What bounds one request, beside the limits.
pub(crate) struct Bounds<'a> {
    /// When the call's time is over.
    pub(crate) deadline: Instant,
    /// Where received files go.
    pub(crate) folder: &'a Path,
    /// What takes secrets out of the response.
    pub(crate) redactor: &'a Redactor,
    /// How many bytes of files the run may still receive.
    pub(crate) blob_budget: &'a AtomicU64,
    /// How many bytes of responses the call may hold.
    pub(crate) held: &'a Arc<Budget>,
    /// The host itself reads tokens from the response, so it is left as it is; no connector sees it.
    pub(crate) reads_tokens: bool,
}

/// What came of a request.
pub(crate) struct Sent {
    pub(crate) answer: Result<Response, Failure>,
    /// Whether one of its attempts may have reached the service without an answer that says what became of it.
    pub(crate) unanswered: bool,
}

/// Asked before anything leaves, for each hop: the method, and where it goes.
pub(crate) type Permit<'a> = &'a (dyn Fn(&Method, &Located) -> Result<(), Failure> + Sync);

/// How a request went, over all its attempts.
#[derive(Default)]
struct Course {
    /// One of them may have reached the service without an answer that says what became of it.
    unanswered: bool,
    /// Whether the service works, as the last one shows; none where it shows nothing.
    works: Option<bool>,
}

/// A request on its way, with what it has to keep to.
struct Errand<'a> {
    endpoint: &'a Endpoint,
    request: &'a Request,
    headers: HeaderMap,
    signed: Option<Signed>,
    pace: Pace,
    bounds: &'a Bounds<'a>,
    permit: Permit<'a>,
    /// Whether it was sent on to another host.
    crossed: AtomicBool,
    /// Whether it is a change that was answered with a redirect: what comes after does not undo it.
    changed: AtomicBool,
}

impl Egress {
    pub(crate) fn new(network: Arc<Network>, owner: Owner, authorization: Authorization) -> Self {
        let limits = Arc::clone(&network.limits);
        Self::within(limits, network, owner, authorization)
    }

    /// The same within other limits than the runtime's.
    pub(crate) fn within(
        limits: Arc<Limits>,
        network: Arc<Network>,
        owner: Owner,
        authorization: Authorization,
    ) -> Self {
        let clients = [const { OnceLock::new() }; 3];
        Self { network, limits, owner, authorization, validity: None, paces: Mutex::default(), clients }
    }

    /// The same, as long as this holds: nothing leaves after that.
    pub(crate) fn while_valid(self, validity: Validity) -> Self {
        Self { validity: Some(validity), ..self }
    }

    fn check_validity(&self, host: &str) -> Result<(), Failure> {
        if self.is_valid() {
            return Ok(());
        }
        Err(Failure::denied("the connection was changed or removed after it was opened", host))
    }

    /// Whether it may still be used.
    pub(crate) fn is_valid(&self) -> bool {
        self.validity.as_ref().is_none_or(Validity::holds)
    }

    pub(crate) fn authorization(&self) -> &Authorization {
        &self.authorization
    }

    pub(super) fn settings(&self) -> &NetworkSettings {
        &self.network.settings
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// What the service of an endpoint last said about its rate limit.
    pub(super) fn rate_limit(&self, endpoint: &Endpoint) -> Option<RateLimitState> {
        self.pace(endpoint).connection.seen()
    }

    /// Sends a request and waits for its response.
    pub(crate) async fn send(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        bounds: &Bounds<'_>,
        permit: Permit<'_>,
    ) -> Sent {
        let mut course = Course::default();
        let answer = self.attempts(endpoint, request, bounds, permit, &mut course).await;
        if let Some(works) = course.works {
            self.pace(endpoint).connection.judge(works, self.limits());
        }
        // A gateway that got no answer, or a bad one, does not know what the service did.
        let unanswered = course.unanswered || matches!(&answer, Ok(Response { status: 502 | 504, .. }));
        Sent { answer, unanswered }
    }

    async fn attempts(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        bounds: &Bounds<'_>,
        permit: Permit<'_>,
        course: &mut Course,
    ) -> Result<Response, Failure> {
        let located = locate(endpoint, &request.target)?;
        let limits = self.limits();
        let host = located.url.host_str().unwrap_or_default();
        let headers = headers::request_headers(&request.headers, limits, host)?;
        if outgoing::bytes_in_memory(request.body.as_ref()) > limits.request_bytes {
            return Err(Failure::denied("a request's body is too large; send a file instead", host));
        }
        if outgoing::parts(request.body.as_ref()) > limits.form_parts {
            return Err(Failure::denied("a form has too many parts", host));
        }
        permit(&request.method, &located)?;
        self.check_validity(host)?;
        let (pace, crossed, changed) = (self.pace(endpoint), AtomicBool::new(false), AtomicBool::new(false));
        let signed = self.sign(endpoint, bounds).await?;
        let mut errand = Errand { endpoint, request, headers, signed, pace, bounds, permit, crossed, changed };
        let mut renewed = false;
        let mut patience = Patience::new(limits.rate_limit_wait, bounds.deadline);
        let mut last = None;
        let mut attempt = 1;
        loop {
            let turn = match errand.pace.turn(&mut patience).await {
                Ok(turn) => turn,
                Err(refusal) => {
                    return last.map_or_else(|| Err(refusal.into_failure(host)), |answer| self.finish(answer, bounds));
                }
            };
            let answer = self.attempt(&located.url, &errand).await;
            drop(turn);
            // Refused before anything was done: once, the request is sent again with a new token, be it a write.
            if let (false, Some(spent), Ok(answer)) = (renewed, &errand.signed, &answer)
                && let ResponseBody::Memory(body) = &answer.body
                && self.authorization.is_refused(answer.status.as_u16(), &answer.headers, body)
            {
                self.check_validity(host)?;
                errand.signed = self.authorization.sign_again(spent, bounds.deadline).await?;
                renewed = true;
                continue;
            }
            let changed = errand.changed.load(Ordering::Relaxed);
            course.unanswered |= answer.as_ref().is_err_and(|failure| changed || failure.may_have_arrived());
            course.works = self.works(&answer, &errand);
            let asked = match &answer {
                Ok(Answer { passing: true, status, headers, .. }) => {
                    let repeat =
                        *status == StatusCode::TOO_MANY_REQUESTS || retry::may_repeat(request.retry, &request.method);
                    repeat.then_some(Some(headers))
                }
                Err(Failure::Unreachable { sent, .. } | Failure::TimedOut { sent })
                    if !sent || retry::may_repeat(request.retry, &request.method) =>
                {
                    Some(None)
                }
                _ => None,
            };
            let Some(asked) = asked.filter(|_| attempt < limits.attempts) else {
                return self.finish(answer, bounds);
            };
            let wait = retry::wait(attempt, asked, SystemTime::now(), retry::random());
            tracing::debug!(host, attempt, milliseconds = wait.as_millis(), "waits before trying again");
            if !patience.wait(wait).await {
                return if asked.is_some_and(|headers| headers.contains_key(header::RETRY_AFTER)) {
                    Err(Failure::RateLimited(Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))))
                } else {
                    self.finish(answer, bounds)
                };
            }
            last = Some(answer);
            attempt += 1;
        }
    }

    async fn attempt(&self, url: &Url, errand: &Errand<'_>) -> Result<Answer, Failure> {
        let limit = self.limits().request;
        let own = errand.request.timeout.map_or(limit, |timeout| timeout.min(limit));
        let until = if fetch::idle(errand.request, limit).is_some() {
            errand.bounds.deadline
        } else {
            errand.bounds.deadline.min(Instant::now() + own)
        };
        timeout_at(until, self.exchange(url, errand)).await.unwrap_or_else(|_| Err(Failure::TimedOut { sent: true }))
    }

    /// Whether an attempt shows that the service works; none where it shows nothing.
    fn works(&self, answer: &Result<Answer, Failure>, errand: &Errand<'_>) -> Option<bool> {
        if errand.crossed.load(Ordering::Relaxed) {
            return Some(true);
        }
        match answer {
            Ok(answer) => Some(!answer.status.is_server_error()),
            Err(Failure::Unreachable { .. }) => Some(false),
            // Nothing is wrong with a service for which a connector, or its call, had no time.
            Err(Failure::TimedOut { .. }) => {
                let whole = errand.request.timeout.is_none_or(|timeout| timeout >= self.limits().request);
                (whole && Instant::now() < errand.bounds.deadline).then_some(false)
            }
            Err(Failure::Denied(_) | Failure::DryRun) => None,
            Err(Failure::Unauthenticated(_) | Failure::RateLimited(_) | Failure::TooLarge(_)) => Some(true),
        }
    }

    async fn exchange(&self, url: &Url, errand: &Errand<'_>) -> Result<Answer, Failure> {
        let Errand { endpoint, request, headers, signed, pace, bounds, permit, crossed, changed } = errand;
        let mut hop = Hop { url: url.clone(), method: request.method.clone(), within: true, first: true };
        let mut hops = 0;
        loop {
            self.check_validity(hop.url.host_str().unwrap_or_default())?;
            let fetched = fetch(self, endpoint.reach, &hop, request, headers, signed.as_ref()).await;
            // Once a write was answered, whatever comes later must not make it be sent a second time.
            let written = !hop.first && changes(&request.method);
            let (head, body) = if written { fetched.map_err(Failure::after_an_answer)? } else { fetched? };
            tracing::debug!(
                method = %hop.method,
                host = hop.url.host_str(),
                path = &*bounds.redactor.text(hop.url.path()),
                status = head.status.as_u16(),
                "answered"
            );
            let next = if hop.within {
                pace.connection.learn(head.status, &head.headers, bounds.redactor);
                redirect::judge(endpoint, &hop.url, &hop.method, head.status, &head.headers)
            } else {
                Redirect::Stay
            };
            let (url, method, within) = match next {
                Redirect::Stay => {
                    let received = self.receive(head, body, errand).await;
                    return if written { received.map(Answer::into_final) } else { received };
                }
                Redirect::LogIn => {
                    let host = hop.url.host_str().unwrap_or_default();
                    return Err(Failure::Unauthenticated(format!("{host} asks to log in")));
                }
                Redirect::Within(url, method) => {
                    // It re-enters at the top: a canonical path below the base URL that a route of the action declares.
                    let target = Target::Link(url.as_str().to_owned());
                    match locate(endpoint, &target).and_then(|located| permit(&method, &located)) {
                        Ok(()) => (url, method, true),
                        Err(_) => return self.receive(head, body, errand).await,
                    }
                }
                Redirect::Across(url) => (url, Method::GET, false),
            };
            hops += 1;
            changed.fetch_or(changes(&request.method), Ordering::Relaxed);
            if hops > self.limits().redirects {
                return Err(Failure::denied("too many redirects", hop.url.host_str().unwrap_or_default()));
            }
            crossed.fetch_or(!within, Ordering::Relaxed);
            if within {
                pace.count();
            }
            hop = Hop { url, method, within, first: false };
        }
    }

    async fn sign(&self, endpoint: &Endpoint, bounds: &Bounds<'_>) -> Result<Option<Signed>, Failure> {
        if endpoint.authenticated { self.authorization.sign(bounds.deadline).await } else { Ok(None) }
    }

    fn pace(&self, endpoint: &Endpoint) -> Pace {
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pace) = paces.get(&endpoint.name) {
            return pace.clone();
        }
        let throttle = |per, id: &String| {
            let key = Key { per, id: id.clone(), endpoint: endpoint.name.clone() };
            self.network.throttles.get(key, &endpoint.rate_limits)
        };
        let pace = Pace {
            connection: throttle(Per::Connection, &self.owner.connection),
            client: self.owner.client.as_ref().map(|client| throttle(Per::Client, client)),
        };
        paces.insert(endpoint.name.clone(), pace.clone());
        pace
    }

    /// The client of this connection that leads there; each has sockets and TLS sessions of its own.
    pub(super) fn client(&self, passage: Passage) -> &Client {
        let slot = match passage {
            Passage::Own(Reach::Public) => &self.clients[0],
            Passage::Own(Reach::Chosen) => &self.clients[1],
            Passage::Elsewhere => &self.clients[2],
        };
        slot.get_or_init(|| client::build(&self.network, passage))
    }
}

#[cfg(test)]
#[path = "../../tests/runtime/support/wire.rs"]
#[allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "the tests from outside share it")]
mod wire;

#[cfg(test)]
#[path = "send/tests.rs"]
mod tests;
