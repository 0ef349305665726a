//! Answers before they meet a socket.

use std::io;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use serde_json::Value;

use crate::store::Blob;

/// The media type of every JSON answer, spelled as Confluence Cloud does.
const JSON: &str = "application/json;charset=UTF-8";

/// The body of an answer on its way to a socket; an error in it cuts the connection.
pub(crate) type Body = UnsyncBoxBody<Bytes, io::Error>;

/// Holds what an answer carries.
#[derive(Debug)]
pub(crate) enum Content {
    /// Bytes in memory, maybe none.
    Bytes(Bytes),
    /// The content of an attachment, streamed from where it is kept.
    Blob(Arc<Blob>),
}

/// Is an answer: status, headers, content.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) content: Content,
}

/// What a handler returns: an answer either way, so that `?` can end it early with a refusal.
pub(crate) type Reply = Result<Answer, Answer>;

impl Answer {
    /// Makes an answer without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, headers: Vec::new(), content: Content::Bytes(Bytes::new()) }
    }

    /// Makes an answer with a JSON body.
    pub(crate) fn json(status: StatusCode, value: &Value) -> Self {
        Self::bytes(status, JSON, value.to_string())
    }

    /// Makes an answer with a text body of some media type.
    pub(crate) fn bytes(status: StatusCode, media_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: vec![(CONTENT_TYPE, HeaderValue::from_static(media_type))],
            content: Content::Bytes(body.into()),
        }
    }

    /// Adds a header; a value that no header can carry is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// Returns the head, and the content apart from it.
    pub(crate) fn into_parts(self) -> (Response<()>, Content) {
        let mut response = Response::new(());
        *response.status_mut() = self.status;
        for (name, value) in self.headers {
            response.headers_mut().append(name, value);
        }
        (response, self.content)
    }
}

/// Wraps bytes as a body.
pub(crate) fn full(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
}
