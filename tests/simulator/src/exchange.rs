//! One exchange: log the request, obey a fault, process, send.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue, SERVER};
use http::request::Parts;
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Frame, Incoming};

use crate::answer::{Answer, Body, Content, full};
use crate::fault::FaultAction;
use crate::intake::Intake;
use crate::journal::Origin;
use crate::parameters::encode;
use crate::sabotage;
use crate::store::BlobReader;
use crate::tenant::Tenant;
use crate::world::World;
use crate::{control, gateway, gzip, media, oauth, redaction, site};

/// Answers one request; an error makes the connection close without an answer.
pub(crate) async fn exchange(
    world: Arc<World>,
    origin: Origin,
    request: Request<Incoming>,
) -> io::Result<Response<Body>> {
    let (parts, incoming) = request.into_parts();
    if origin == Origin::Site && control::is_control(parts.uri.path()) {
        let body = incoming.collect().await.map_err(io::Error::other)?.to_bytes();
        return Ok(send(control::answer(&world, &parts, &body), |bytes| bytes));
    }
    let handle = world.journal.arrive(origin, &parts);
    let target = parts.uri.path_and_query().map_or("", |target| target.as_str());
    let fault = world.faults.take(parts.method.as_str(), target);
    let mut intake = Intake::new(incoming, Arc::clone(&world), handle, redaction::holds_secrets(parts.uri.path()));
    let response = match fault {
        Some(fault) => misbehave(&world, origin, &parts, &mut intake, fault).await?,
        None => honest(&parts.headers, process(&world, origin, &parts, &mut intake).await?),
    };
    intake.drain().await?;
    world.journal.answered(handle, response.status().as_u16());
    Ok(traced(response, world.next_answer()))
}

async fn process(world: &Arc<World>, origin: Origin, parts: &Parts, intake: &mut Intake) -> io::Result<Answer> {
    match origin {
        Origin::Site => site::answer(world, parts, intake).await,
        Origin::Media => Ok(media::answer(world, parts)),
        Origin::Auth => oauth::answer(world, parts, intake).await,
        Origin::Api => gateway::answer(world, parts, intake).await,
    }
}

async fn misbehave(
    world: &Arc<World>,
    origin: Origin,
    parts: &Parts,
    intake: &mut Intake,
    fault: FaultAction,
) -> io::Result<Response<Body>> {
    let status = |status: u16| StatusCode::from_u16(status).map_err(io::Error::other);
    let answer = match fault {
        FaultAction::Answer { status: code, headers, body } => {
            // Not a byte is changed of what a test dictates.
            return Ok(send(sabotage::dictated(status(code)?, &headers, &body), |bytes| bytes));
        }
        FaultAction::RateLimited { retry_after } => sabotage::rate_limited(retry_after.as_deref()),
        FaultAction::RateLimit(limit) => {
            if let Some(status) = limit.status() {
                sabotage::limited(status, limit)
            } else {
                let answer = process(world, origin, parts, intake).await?;
                sabotage::annotated(answer, limit.headers().iter().copied())
            }
        }
        FaultAction::Unavailable { retry_after } => sabotage::unavailable(retry_after.as_deref()),
        FaultAction::Annotate { headers } => {
            let answer = process(world, origin, parts, intake).await?;
            let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            sabotage::annotated(answer, headers)
        }
        FaultAction::Html { status: code } => sabotage::html(status(code)?),
        FaultAction::Redirect { status: code, location } => sabotage::redirect(status(code)?, &location),
        FaultAction::LoginRedirect => {
            let location = format!("https://id.atlassian.com/login?continue={}", encode(&world.base(Tenant::Main)));
            sabotage::redirect(StatusCode::FOUND, &location)
        }
        FaultAction::Delay { milliseconds } => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            process(world, origin, parts, intake).await?
        }
        FaultAction::CloseBefore => return Err(io::Error::other("closed by a fault")),
        FaultAction::LoseAnswer => {
            process(world, origin, parts, intake).await?;
            intake.drain().await?;
            return Err(io::Error::other("answer lost by a fault"));
        }
        FaultAction::Truncate => return truncate(process(world, origin, parts, intake).await?),
        FaultAction::Endless { bytes } => return Ok(unprompted(sabotage::endless(bytes), None)),
        FaultAction::GzipBomb { bytes } => return Ok(unprompted(sabotage::gzip_bomb(bytes), Some("gzip"))),
        FaultAction::Hang => {
            intake.drain().await?;
            std::future::pending().await
        }
    };
    Ok(honest(&parts.headers, answer))
}

/// Sends an answer whole, in gzip if the client likes that.
fn honest(headers: &HeaderMap, answer: Answer) -> Response<Body> {
    let mut squeezed = false;
    let mut response = send(answer, |bytes| match gzip::compressed(headers, &bytes) {
        Some(smaller) => {
            squeezed = true;
            smaller
        }
        None => bytes,
    });
    if squeezed {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn send(answer: Answer, squeeze: impl FnOnce(Bytes) -> Bytes) -> Response<Body> {
    let (mut head, content) = answer.into_parts();
    let body = match content {
        Content::Bytes(bytes) => full(squeeze(bytes)),
        Content::Blob(blob) => {
            head.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(blob.size));
            let pieces = stream::unfold(BlobReader::new(blob), |mut reader| async move {
                let piece = reader.piece().transpose()?;
                Some((piece.map(Frame::data), reader))
            });
            StreamBody::new(pieces).boxed_unsync()
        }
    };
    head.map(|()| body)
}

fn truncate(answer: Answer) -> io::Result<Response<Body>> {
    let (mut head, content) = answer.into_parts();
    let whole = match content {
        Content::Bytes(bytes) => bytes,
        // Half of the first piece is as good a cut as any.
        Content::Blob(blob) => {
            head.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(blob.size));
            BlobReader::new(blob).piece()?.unwrap_or_default()
        }
    };
    if whole.is_empty() {
        return Err(io::Error::other("nothing to cut but the answer"));
    }
    head.headers_mut().entry(CONTENT_LENGTH).or_insert(HeaderValue::from(whole.len()));
    Ok(head.map(|()| sabotage::truncated(&whole)))
}

fn unprompted(body: Body, coding: Option<&'static str>) -> Response<Body> {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json;charset=UTF-8"));
    if let Some(coding) = coding {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// Adds the headers that Atlassian's edge puts on every answer.
fn traced(mut response: Response<Body>, number: u64) -> Response<Body> {
    let trace = format!("{number:032x}");
    let request = format!("{}-{}-{}-{}-{}", &trace[..8], &trace[8..12], &trace[12..16], &trace[16..20], &trace[20..]);
    let headers = response.headers_mut();
    for (name, value) in [("atl-traceid", trace), ("atl-request-id", request)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers.entry(SERVER).or_insert(HeaderValue::from_static("AtlassianEdge"));
    response
}
