use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use http::{HeaderMap, Method, StatusCode, header};
use tokio::time::{Instant, sleep_until, timeout_at};
use url::{Host, Url};

use super::address::{self, ForbiddenAddress, Reach};
use super::base::Endpoint;
use super::client::Client;
use super::message::{Failure, Receive, Request, Response, ResponseBody, Target, changes};
use super::redirect::{self, Redirect};
use super::target::{Located, locate};
use super::{ConnectTo, Tls, body, client, headers, retry};
use crate::auth::{Authorization, Signed};
use crate::redact::Redactor;
use crate::{Error, Limits};

/// What the ways out of a runtime have in common.
#[derive(Clone)]
pub(crate) struct EgressSettings {
    pub(crate) tls: Arc<Tls>,
    pub(crate) connect_to: Arc<[ConnectTo]>,
    pub(crate) limits: Arc<Limits>,
}

/// The way out of one connection. Its sockets and TLS sessions are its own.
pub(crate) struct Egress {
    settings: EgressSettings,
    authorization: Authorization,
    clients: [OnceLock<Client>; 2],
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

impl Egress {
    pub(crate) fn new(settings: &EgressSettings, authorization: Authorization) -> Self {
        Self { settings: settings.clone(), authorization, clients: [OnceLock::new(), OnceLock::new()] }
    }

    pub(crate) fn authorization(&self) -> &Authorization {
        &self.authorization
    }

    /// Sends a request and waits for its response.
    pub(crate) async fn send(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        bounds: &Bounds<'_>,
        permit: Permit<'_>,
    ) -> Sent {
        let mut unanswered = false;
        let answer = self.attempts(endpoint, request, bounds, permit, &mut unanswered).await;
        // A gateway that got no answer, or a bad one, does not know what the service did.
        unanswered |= matches!(&answer, Ok(Response { status: 502 | 504, .. }));
        Sent { answer, unanswered }
    }

    async fn attempts(
        &self,
        endpoint: &Endpoint,
        request: &Request,
        bounds: &Bounds<'_>,
        permit: Permit<'_>,
        unanswered: &mut bool,
    ) -> Result<Response, Failure> {
        let located = locate(endpoint, &request.target)?;
        let host = located.url.host_str().unwrap_or_default();
        let headers = headers::request_headers(&request.headers, &self.settings.limits, host)?;
        if body::bytes_in_memory(request.body.as_ref()) > self.settings.limits.request_bytes {
            return Err(Failure::denied("a request's body is too large; send a file instead", host));
        }
        if body::parts(request.body.as_ref()) > self.settings.limits.form_parts {
            return Err(Failure::denied("a form has too many parts", host));
        }
        permit(&request.method, &located)?;
        let mut attempt = 1;
        let mut signed = self.sign(endpoint, bounds).await?;
        let mut renewed = false;
        loop {
            let sent = Outgoing { endpoint, request, headers: &headers, signed: signed.as_ref() };
            let answer = self.attempt(&located.url, &sent, bounds, permit).await;
            // Refused before anything was done: once, the request is sent again with a new token, be it a write.
            if let (false, Some(spent), Ok(answer)) = (renewed, &signed, &answer)
                && let (status, headers, Some(body)) = answer.parts()
                && self.authorization.is_refused(status, headers, body)
            {
                signed = self.authorization.sign_again(spent, bounds.deadline).await?;
                renewed = true;
                continue;
            }
            *unanswered |= answer.as_ref().is_err_and(Failure::may_have_arrived);
            let asked = match &answer {
                Ok(Answer::Passing { status, headers, .. }) => {
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
            let Some(asked) = asked.filter(|_| attempt < self.settings.limits.attempts) else {
                return self.finish(answer, bounds);
            };
            let wait = retry::wait(attempt, asked, SystemTime::now(), random());
            let until = Instant::now().checked_add(wait);
            match until {
                Some(until) if wait <= self.settings.limits.rate_limit_wait && until < bounds.deadline => {
                    tracing::debug!(host, attempt, milliseconds = wait.as_millis(), "waits before trying again");
                    sleep_until(until).await;
                }
                _ if asked.is_some_and(|headers| headers.contains_key(header::RETRY_AFTER)) => {
                    return Err(Failure::RateLimited(Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))));
                }
                _ => return self.finish(answer, bounds),
            }
            attempt += 1;
        }
    }

    async fn sign(&self, endpoint: &Endpoint, bounds: &Bounds<'_>) -> Result<Option<Signed>, Failure> {
        if endpoint.authenticated { self.authorization.sign(bounds.deadline).await } else { Ok(None) }
    }

    async fn attempt(
        &self,
        url: &Url,
        sent: &Outgoing<'_>,
        bounds: &Bounds<'_>,
        permit: Permit<'_>,
    ) -> Result<Answer, Failure> {
        let request = sent.request;
        // A file takes as long as it takes, as long as it moves: the client's read timeout sees to that.
        let until = if request.receive == Receive::Blob || body::has_blob(request.body.as_ref()) {
            bounds.deadline
        } else {
            let own = request
                .timeout
                .map_or(self.settings.limits.request, |timeout| timeout.min(self.settings.limits.request));
            bounds.deadline.min(Instant::now() + own)
        };
        timeout_at(until, self.exchange(url, sent, bounds, permit))
            .await
            .unwrap_or(Err(Failure::TimedOut { sent: true }))
    }

    async fn exchange(
        &self,
        url: &Url,
        sent: &Outgoing<'_>,
        bounds: &Bounds<'_>,
        permit: Permit<'_>,
    ) -> Result<Answer, Failure> {
        let Outgoing { endpoint, request, .. } = *sent;
        let mut hop = Hop { url: url.clone(), method: request.method.clone(), within: true, first: true };
        let mut hops = 0;
        loop {
            let fetched = self.fetch(&hop, sent).await;
            // Once a write was answered, whatever comes later must not make it be sent a second time.
            let written = !hop.first && changes(&request.method);
            let response = if written { fetched.map_err(Failure::after_an_answer)? } else { fetched? };
            let status = response.status();
            tracing::debug!(method = %hop.method, host = hop.url.host_str(), path = hop.url.path(), %status, "answered");
            let next = if hop.within {
                redirect::judge(endpoint, &hop.url, &hop.method, status, response.headers())
            } else {
                Redirect::Stay
            };
            let (url, method, within) = match next {
                Redirect::Stay => {
                    let received = self.receive(response, request, bounds).await;
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
                        Err(_) => return self.receive(response, request, bounds).await,
                    }
                }
                Redirect::Across(url) => (url, Method::GET, false),
            };
            hops += 1;
            if hops > self.settings.limits.redirects {
                return Err(Failure::denied("too many redirects", hop.url.host_str().unwrap_or_default()));
            }
            hop = Hop { url, method, within, first: false };
        }
    }

    async fn fetch(&self, hop: &Hop, sent: &Outgoing<'_>) -> Result<reqwest::Response, Failure> {
        let Outgoing { endpoint, request, headers, signed } = *sent;
        let host = hop.url.host_str().unwrap_or_default();
        let reach = if hop.within { endpoint.reach } else { Reach::Public };
        let client = self.client(reach).map_err(|error| not_sent(&error.to_string()))?;
        let elsewhere = self.settings.connect_to.iter().find_map(|mapping| mapping.apply(&hop.url));
        if elsewhere.is_none() && !address_is_allowed(reach, &hop.url) {
            return Err(Failure::denied("the address may not be reached", host));
        }
        let mut outgoing = client.request(hop.method.clone(), elsewhere.clone().unwrap_or_else(|| hop.url.clone()));
        if elsewhere.is_some() {
            outgoing = outgoing.header(header::HOST, authority(&hop.url));
        }
        if hop.within {
            outgoing = outgoing.headers(headers.clone());
            if let Some(signed) = signed {
                outgoing = outgoing.header(header::AUTHORIZATION, &signed.header);
            }
        }
        if hop.first {
            outgoing = body::attach(outgoing, request.body.as_ref()).await?;
        }
        outgoing.send().await.map_err(|error| failure_of(&error, host))
    }

    async fn receive(
        &self,
        response: reqwest::Response,
        request: &Request,
        bounds: &Bounds<'_>,
    ) -> Result<Answer, Failure> {
        let status = response.status();
        let headers = response.headers().clone();
        let passing = status == StatusCode::TOO_MANY_REQUESTS || retry::is_passing(status);
        let body = if request.receive == Receive::Blob && status.is_success() {
            ResponseBody::Blob(body::into_blob(response, bounds, self.settings.limits.blob_bytes).await?)
        } else {
            ResponseBody::Memory(body::into_memory(response, self.settings.limits.response_bytes).await?)
        };
        Ok(if passing { Answer::Passing { status, headers, body } } else { Answer::Final { status, headers, body } })
    }

    /// Takes the secrets out before anything is handed on; also a token that was got meanwhile.
    fn finish(&self, answer: Result<Answer, Failure>, bounds: &Bounds<'_>) -> Result<Response, Failure> {
        let (Answer::Passing { status, headers, body } | Answer::Final { status, headers, body }) = answer?;
        let own = self.authorization.redactor(&[]);
        let clean = |text: &str| own.text(&bounds.redactor.text(text)).into_owned();
        let headers = headers::response_headers(&headers)
            .into_iter()
            .map(|(name, value)| (clean(&name), clean(&value)))
            .collect();
        let body = match body {
            ResponseBody::Memory(bytes) if bounds.reads_tokens => ResponseBody::Memory(bytes),
            ResponseBody::Memory(bytes) => ResponseBody::Memory(own.bytes(bounds.redactor.bytes(bytes))),
            blob @ ResponseBody::Blob(_) => blob,
        };
        Ok(Response { status: status.as_u16(), headers, body })
    }

    fn client(&self, reach: Reach) -> Result<&Client, Error> {
        let slot = &self.clients[usize::from(reach == Reach::Chosen)];
        if let Some(client) = slot.get() {
            return Ok(client);
        }
        let client = client::build(&self.settings.tls, reach, &self.settings.limits)?;
        Ok(slot.get_or_init(|| client))
    }
}

/// A request and what goes with it, below the base URL.
#[derive(Clone, Copy)]
struct Outgoing<'a> {
    endpoint: &'a Endpoint,
    request: &'a Request,
    headers: &'a HeaderMap,
    signed: Option<&'a Signed>,
}

struct Hop {
    url: Url,
    method: Method,
    /// Below the base URL: only there go the credential and the connector's headers.
    within: bool,
    first: bool,
}

enum Answer {
    /// 429, 502, 503 or 504: trying again may help.
    Passing {
        status: StatusCode,
        headers: HeaderMap,
        body: ResponseBody,
    },
    Final {
        status: StatusCode,
        headers: HeaderMap,
        body: ResponseBody,
    },
}

impl Answer {
    /// Status, headers and, where it is in memory, the body.
    fn parts(&self) -> (u16, &HeaderMap, Option<&[u8]>) {
        let (Self::Passing { status, headers, body } | Self::Final { status, headers, body }) = self;
        let body = match body {
            ResponseBody::Memory(bytes) => Some(bytes.as_slice()),
            ResponseBody::Blob(_) => None,
        };
        (status.as_u16(), headers, body)
    }

    /// The same, not to be asked for again.
    fn into_final(self) -> Self {
        match self {
            Self::Passing { status, headers, body } | Self::Final { status, headers, body } => {
                Self::Final { status, headers, body }
            }
        }
    }
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// A host that is written as an address never reaches the resolver, so it is looked at here.
fn address_is_allowed(reach: Reach, url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address::allows(reach, address.into()),
        Some(Host::Ipv6(address)) => address::allows(reach, address.into()),
        Some(Host::Domain(_)) => true,
        None => false,
    }
}

fn not_sent(message: &str) -> Failure {
    Failure::Unreachable { message: message.to_owned(), sent: false }
}

/// Says why a request failed, without its URL.
fn failure_of(error: &reqwest::Error, host: &str) -> Failure {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut innermost = String::new();
    while let Some(current) = cause {
        if current.is::<ForbiddenAddress>() {
            return Failure::denied("the address may not be reached", host);
        }
        innermost = current.to_string();
        cause = current.source();
    }
    if error.is_builder() {
        return Failure::denied("the request cannot be written as HTTP", host);
    }
    if error.is_connect() {
        return not_sent(&format!("could not connect to {host}: {innermost}"));
    }
    if error.is_timeout() {
        return Failure::TimedOut { sent: true };
    }
    Failure::Unreachable { message: format!("{host} did not answer: {innermost}"), sent: true }
}

/// Between 0 and 1; without randomness, in the middle.
fn random() -> f64 {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_or(0.5, |()| f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}
