use serde::Serialize;

use crate::bindings::{BlobContent, Location};
use crate::{BlobId, Body, Content, Error, ErrorKind, Method, Part, PartValue, Receive, Request, Retry, Target};

/// The endpoint of requests that name no other.
pub(crate) const DEFAULT_ENDPOINT: &str = "api";

impl Request {
    /// Makes a request for a path (percent-encoded, without a query) below the base URL of the endpoint `api`.
    pub fn new(method: Method, path: impl Into<String>) -> Self {
        Self::to(method, Target::Path(Location { path: path.into(), query: Vec::new() }))
    }

    /// Makes a request for a link that the service gave.
    pub fn link(method: Method, link: impl Into<String>) -> Self {
        Self::to(method, Target::Link(link.into()))
    }

    fn to(method: Method, target: Target) -> Self {
        Self {
            method,
            endpoint: DEFAULT_ENDPOINT.to_owned(),
            target,
            headers: Vec::new(),
            body: None,
            retry: Retry::ByMethod,
            receive: Receive::Memory,
            timeout: None,
        }
    }

    /// Sends it to another endpoint than `api`.
    #[must_use]
    pub fn at(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = endpoint.into();
        self
    }

    /// Adds a query parameter; a link keeps its own.
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Target::Path(location) = &mut self.target {
            location.query.push((name.into(), value.into()));
        }
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends a JSON document.
    ///
    /// # Errors
    /// `internal` where the value has no JSON form.
    pub fn json(self, value: &impl Serialize) -> Result<Self, Error> {
        self.written(serde_json::to_vec(value))
    }

    fn written(mut self, json: serde_json::Result<Vec<u8>>) -> Result<Self, Error> {
        let bytes =
            json.map_err(|error| Error::new(ErrorKind::Internal, format!("the body has no JSON form: {error}")))?;
        self.body = Some(Body::Content(Content { media_type: "application/json".to_owned(), bytes }));
        Ok(self)
    }

    /// Sends a form (`multipart/form-data`).
    #[must_use]
    pub fn form(mut self, parts: Vec<Part>) -> Self {
        self.body = Some(Body::Form(parts));
        self
    }

    /// Sends the content of a blob.
    #[must_use]
    pub fn blob(mut self, id: &BlobId, media_type: Option<String>) -> Self {
        self.body = Some(Body::Blob(BlobContent { id: id.0.clone(), media_type }));
        self
    }

    /// Says when the host may send it again.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Receives a successful response's body into a blob.
    #[must_use]
    pub fn into_blob(mut self) -> Self {
        self.receive = Receive::Blob;
        self
    }

    /// Whether it may change something: every method but GET, HEAD and OPTIONS (RFC 9110 §9.2.1).
    pub fn changes(&self) -> bool {
        !matches!(self.method, Method::Get | Method::Head | Method::Options)
    }
}

impl Part {
    /// A text field of a form, in UTF-8.
    pub fn text(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            file_name: None,
            media_type: Some("text/plain; charset=UTF-8".to_owned()),
            value: PartValue::Bytes(value.into().into_bytes()),
        }
    }

    /// A file of a form.
    pub fn file(name: impl Into<String>, blob: &BlobId, file_name: Option<String>, media_type: Option<String>) -> Self {
        Self { name: name.into(), file_name, media_type, value: PartValue::Blob(blob.0.clone()) }
    }
}
