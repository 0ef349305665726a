use std::time::Duration;

use http::header::{self, HeaderValue};
use http::{HeaderMap, Method, response};
use hyper::body::Incoming;
use hyper_util::client::legacy::connect::{Connected, capture_connection};
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::address::Reach;
use super::client::{Client, USER_AGENT};
use super::connect::Passage;
use super::incoming::ACCEPT_ENCODING;
use super::message::{Failure, Receive, Request};
use super::network::NetworkSettings;
use super::outgoing::{self, Outgoing, Progress};
use super::send::Egress;
use super::{address, failure, uri};
use crate::auth::Signed;

/// One request of a chain of redirects.
pub(super) struct Hop {
    pub(super) url: Url,
    pub(super) method: Method,
    /// Below the base URL: only there go the credential and the headers of the connector and the operator.
    pub(super) within: bool,
    pub(super) first: bool,
}

/// Sends one request and waits for the head of its response.
pub(super) async fn fetch(
    egress: &Egress,
    reach: Reach,
    hop: &Hop,
    request: &Request,
    headers: &HeaderMap,
    signed: Option<&Signed>,
) -> Result<(response::Parts, Incoming), Failure> {
    let host = hop.url.host_str().unwrap_or_default();
    let passage = if hop.within { Passage::Own(reach) } else { Passage::Elsewhere };
    let settings = egress.settings();
    // A host that is written as an address is not resolved, and a proxy may be left to resolve, so it is looked at here.
    if !is_mapped(settings, &hop.url) && !address::allows_host(passage.reach(), &hop.url) {
        return Err(Failure::denied("the address may not be reached", host));
    }
    let uri = uri::of(&hop.url).ok_or_else(|| Failure::denied("the URL can be read in two ways", host))?;
    let outgoing = if hop.first { Outgoing::prepare(request.body.as_ref()).await? } else { Outgoing::none() };
    let idle = idle(request, egress.limits().request);
    let progress = outgoing.progress.clone();
    let mut message = http::Request::new(outgoing.body);
    *message.method_mut() = hop.method.clone();
    *message.uri_mut() = uri;
    let sent = message.headers_mut();
    if hop.within {
        sent.clone_from(headers);
        for (name, value) in &settings.headers {
            sent.insert(name, value.clone());
        }
        if let Some(signed) = signed {
            sent.insert(header::AUTHORIZATION, signed.header.clone());
        }
    }
    sent.entry(header::USER_AGENT).or_insert(HeaderValue::from_static(USER_AGENT));
    sent.entry(header::ACCEPT).or_insert(HeaderValue::from_static("*/*"));
    sent.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(ACCEPT_ENCODING));
    if let Some(content_type) = outgoing.content_type {
        sent.insert(header::CONTENT_TYPE, content_type);
    }
    if let Some(length) = outgoing.length {
        sent.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    let connection = capture_connection(&mut message);
    let response = answer(egress.client(passage), message, idle, progress.as_deref(), host).await?;
    let (parts, body) = response.into_parts();
    if let Some(problem) = failure::of_framing(parts.status, &parts.headers) {
        connection.connection_metadata().as_ref().map(Connected::poison);
        return Err(Failure::Unreachable { message: format!("{host} {problem}"), sent: true });
    }
    Ok((parts, body))
}

/// How long nothing may move where a file is sent or received: it takes as long as it takes, as long as it moves.
pub(super) fn idle(request: &Request, limit: Duration) -> Option<Duration> {
    (request.receive == Receive::Blob || outgoing::has_blob(request.body.as_ref())).then_some(limit)
}

async fn answer(
    client: &Client,
    message: http::Request<outgoing::RequestBody>,
    idle: Option<Duration>,
    progress: Option<&Progress>,
    host: &str,
) -> Result<http::Response<Incoming>, Failure> {
    let mut sending = client.request(message);
    let Some(idle) = idle else {
        return sending.await.map_err(|error| failure::of(&error, host));
    };
    let mut moved = Instant::now();
    loop {
        tokio::select! {
            answered = &mut sending => return answered.map_err(|error| failure::of(&error, host)),
            () = sleep_until(moved + idle) => {
                match progress.map(Progress::last).filter(|last| *last > moved) {
                    Some(last) => moved = last,
                    None => return Err(Failure::TimedOut { sent: true }),
                }
            }
        }
    }
}

fn is_mapped(settings: &NetworkSettings, url: &Url) -> bool {
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else { return false };
    let host = host.to_owned();
    let encrypted = url.scheme() == "https";
    settings.connect_to.iter().any(|mapping| mapping.instead_of(encrypted, &host, port).is_some())
}
