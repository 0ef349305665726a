//! Answers that misbehave, and bodies that never get to a good end.

use std::io::{self, Write};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::stream;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use http_body_util::{BodyExt, StreamBody};
use hyper::body::Frame;

use crate::answer::{Answer, Body, Content};
use crate::rate_limit::RateLimit;

/// How much filler is made at a time, in bytes.
const PIECE: u64 = 256 * 1024;

/// Answers 429 as the site does when a quota is used up.
pub(crate) fn rate_limited(retry_after: Option<&str>) -> Answer {
    let body = r#"{"code":429,"message":"Too Many Requests"}"#;
    let answer = Answer::bytes(StatusCode::TOO_MANY_REQUESTS, "application/json", body)
        .with(HeaderName::from_static("x-ratelimit-limit"), "40000")
        .with(HeaderName::from_static("x-ratelimit-remaining"), "0")
        .with(HeaderName::from_static("ratelimit-reason"), "confluence-quota-global-based");
    match retry_after {
        Some(value) => answer.with(RETRY_AFTER, value),
        None => answer,
    }
}

/// Answers in the words of a rate limiter that refuses.
pub(crate) fn limited(status: StatusCode, limit: RateLimit) -> Answer {
    let body = r#"{"code":429,"message":"Too Many Requests"}"#;
    annotated(Answer::bytes(status, "application/json", body), limit.headers().iter().copied())
}

/// Answers 503, with or without a time to wait.
pub(crate) fn unavailable(retry_after: Option<&str>) -> Answer {
    annotated(html(StatusCode::SERVICE_UNAVAILABLE), retry_after.map(|value| ("retry-after", value)).into_iter())
}

/// Adds headers to an answer; what no header can carry is left out.
pub(crate) fn annotated<'a>(mut answer: Answer, headers: impl Iterator<Item = (&'a str, &'a str)>) -> Answer {
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            answer.headers.push((name, value));
        }
    }
    answer
}

/// Answers with a page for browsers.
pub(crate) fn html(status: StatusCode) -> Answer {
    let body =
        format!("<!doctype html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>");
    Answer::bytes(status, "text/html;charset=UTF-8", body)
}

/// Answers with a redirect and nothing else.
pub(crate) fn redirect(status: StatusCode, location: &str) -> Answer {
    Answer::empty(status).with(LOCATION, location)
}

/// Sends half of a body, then cuts the connection.
pub(crate) fn truncated(whole: &Bytes) -> Body {
    let half = whole.slice(..whole.len() / 2);
    let pieces = stream::unfold(Some(half), |half| async {
        if let Some(half) = half {
            return Some((Ok(Frame::data(half)), None));
        }
        // The connection flushes while its body has nothing to say; an error right away would lose the head.
        for _ in 0..8 {
            tokio::task::yield_now().await;
        }
        Some((Err(io::Error::other("cut by a fault")), None))
    });
    StreamBody::new(pieces).boxed_unsync()
}

/// Sends JSON that begins well and then goes on with blanks.
pub(crate) fn endless(bytes: u64) -> Body {
    let filler = Bytes::from(vec![b' '; usize::try_from(PIECE).unwrap_or_default()]);
    let start = Bytes::from_static(b"{\"results\":[");
    let pieces = stream::unfold((bytes, Some(start)), move |(left, start)| {
        let source = start.unwrap_or_else(|| filler.clone());
        let length = usize::try_from(left).unwrap_or(usize::MAX).min(source.len());
        let next = (length > 0).then(|| (Ok(Frame::data(source.slice(..length))), (left - length as u64, None)));
        std::future::ready(next)
    });
    StreamBody::new(pieces).boxed_unsync()
}

/// Sends a gzip body that inflates to blanks, compressed as it is sent.
pub(crate) fn gzip_bomb(bytes: u64) -> Body {
    let encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let pieces = stream::try_unfold((Some(encoder), bytes), |(encoder, left)| async move {
        let Some(mut encoder) = encoder else { return Ok(None) };
        let mut left = left;
        while left > 0 && encoder.get_ref().len() < 16 * 1024 {
            let length = left.min(PIECE);
            encoder.write_all(&vec![b' '; usize::try_from(length).unwrap_or_default()])?;
            left -= length;
            tokio::task::yield_now().await;
        }
        if left > 0 {
            let piece = std::mem::take(encoder.get_mut());
            return Ok(Some((Frame::data(piece.into()), (Some(encoder), left))));
        }
        Ok(Some((Frame::data(encoder.finish()?.into()), (None, 0))))
    });
    StreamBody::new(pieces).boxed_unsync()
}

/// Builds the answer that a fault spells out.
pub(crate) fn dictated(status: StatusCode, headers: &[(String, String)], body: &str) -> Answer {
    let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut answer = annotated(Answer::empty(status), headers);
    answer.content = Content::Bytes(Bytes::from(body.to_owned()));
    answer
}
