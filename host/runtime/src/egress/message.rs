use std::time::Duration;

use bytes::Bytes;
use http::Method;

use super::budget::Share;
use crate::blobs::BlobSource;

/// A request as a connector asks for it.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) endpoint: String,
    pub(crate) target: Target,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Body>,
    pub(crate) retry: Retry,
    pub(crate) receive: Receive,
    pub(crate) timeout: Option<Duration>,
}

#[derive(Clone, Debug)]
pub(crate) enum Target {
    Path { path: String, query: Vec<(String, String)> },
    Link(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    ByMethod,
    Safe,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receive {
    Memory,
    Blob,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    Content { media_type: String, bytes: Bytes },
    Form(Vec<Part>),
    Blob { blob: BlobSource, media_type: Option<String> },
}

#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) value: PartValue,
}

#[derive(Clone, Debug)]
pub(crate) enum PartValue {
    Bytes(Bytes),
    Blob(BlobSource),
}

/// What a service answered.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: ResponseBody,
    /// The room that the body takes until somebody takes the response.
    pub(crate) _share: Share,
}

#[derive(Debug)]
pub(crate) enum ResponseBody {
    Memory(Vec<u8>),
    /// A file of this run, with the name and type that the service gave it.
    Blob(BlobSource),
}

/// Why no response came: the contract's `failure`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Denied(String),
    Unauthenticated(String),
    /// Milliseconds.
    RateLimited(Option<u64>),
    TimedOut {
        sent: bool,
    },
    /// Bytes.
    TooLarge(u64),
    Unreachable {
        message: String,
        sent: bool,
    },
    DryRun,
}

impl Failure {
    pub(crate) fn denied(rule: &str, host: &str) -> Self {
        Self::Denied(if host.is_empty() { rule.to_owned() } else { format!("{rule} ({host})") })
    }

    /// A failure of what follows an answered request: that one did reach the service.
    pub(crate) fn after_an_answer(self) -> Self {
        match self {
            Self::Unreachable { message, .. } => Self::Unreachable { message, sent: true },
            Self::TimedOut { .. } => Self::TimedOut { sent: true },
            other => other,
        }
    }

    /// Whether a request that failed so may have reached the service.
    pub(crate) fn may_have_arrived(&self) -> bool {
        matches!(self, Self::TimedOut { sent: true } | Self::Unreachable { sent: true, .. } | Self::TooLarge(_))
    }
}

/// Whether a method may change something (RFC 9110 §9.2.1).
pub(crate) fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}
