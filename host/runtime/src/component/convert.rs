//! The contract's types to the host's own, and back.

mod manifest;

use bytes::Bytes;

use super::bindings::{
    Account as WitAccount, OptionPage as WitOptionPage, OptionQuery as WitOptionQuery, Outcome as WitOutcome,
    Site as WitSite, blobs, http, types,
};
use super::imports::milliseconds;
use crate::call::{Call, Unread};
use crate::connection::{Account, Site};
use crate::egress::{Body, Failure, Part, PartValue, Receive, Request, Retry, Target};
pub(super) use manifest::manifest;

use crate::error::{ActionFailure, FailureKind, Problem};
use crate::options::{OptionItem, OptionPage, OptionQuery};
use crate::run::{Checkpoint, Outcome};

pub(super) fn request(call: &Call, request: http::Request) -> Result<Request, http::Failure> {
    let blob = |id: &str| {
        call.blob(id).ok_or_else(|| http::Failure::Denied("this call may use no blob of this id".to_owned()))
    };
    let body = match request.body {
        None => None,
        Some(http::Body::Content(content)) => {
            Some(Body::Content { media_type: content.media_type, bytes: Bytes::from(content.bytes) })
        }
        Some(http::Body::Blob(content)) => {
            Some(Body::Blob { blob: blob(&content.id)?, media_type: content.media_type })
        }
        Some(http::Body::Form(parts)) => {
            let part = |part: http::Part| {
                let value = match part.value {
                    http::PartValue::Bytes(bytes) => PartValue::Bytes(Bytes::from(bytes)),
                    http::PartValue::Blob(id) => PartValue::Blob(blob(&id)?),
                };
                Ok(Part { name: part.name, file_name: part.file_name, media_type: part.media_type, value })
            };
            Some(Body::Form(parts.into_iter().map(part).collect::<Result<_, http::Failure>>()?))
        }
    };
    Ok(Request {
        method: match request.method {
            http::Method::Get => ::http::Method::GET,
            http::Method::Head => ::http::Method::HEAD,
            http::Method::Post => ::http::Method::POST,
            http::Method::Put => ::http::Method::PUT,
            http::Method::Patch => ::http::Method::PATCH,
            http::Method::Delete => ::http::Method::DELETE,
            http::Method::Options => ::http::Method::OPTIONS,
        },
        endpoint: request.endpoint,
        target: match request.target {
            http::Target::Path(location) => Target::Path { path: location.path, query: location.query },
            http::Target::Link(link) => Target::Link(link),
        },
        headers: request.headers,
        body,
        retry: match request.retry {
            http::Retry::ByMethod => Retry::ByMethod,
            http::Retry::Safe => Retry::Safe,
            http::Retry::Never => Retry::Never,
        },
        receive: match request.receive {
            http::Receive::Memory => Receive::Memory,
            http::Receive::Blob => Receive::Blob,
        },
        timeout: request.timeout.map(milliseconds),
    })
}

pub(super) fn failure(failure: Failure) -> http::Failure {
    match failure {
        Failure::Denied(rule) => http::Failure::Denied(rule),
        Failure::Unauthenticated(message) => http::Failure::Unauthenticated(message),
        Failure::RateLimited(after) => http::Failure::RateLimited(after),
        Failure::TimedOut { sent } => http::Failure::TimedOut(http::TimedOut { sent }),
        Failure::TooLarge(limit) => http::Failure::TooLarge(limit),
        Failure::Unreachable { message, sent } => http::Failure::Unreachable(http::Unreachable { message, sent }),
        Failure::DryRun => http::Failure::DryRun,
    }
}

pub(super) fn unread(unread: Unread) -> blobs::BlobFailure {
    match unread {
        Unread::Unknown => blobs::BlobFailure::Unknown,
        Unread::TooLong(most) => blobs::BlobFailure::TooLong(most),
        Unread::Unreadable(why) => blobs::BlobFailure::Unreadable(why.to_owned()),
    }
}

pub(super) fn action_failure(error: types::Error) -> ActionFailure {
    ActionFailure {
        kind: match error.kind {
            types::ErrorKind::UnknownName => FailureKind::UnknownName,
            types::ErrorKind::InvalidInput => FailureKind::InvalidInput,
            types::ErrorKind::Unauthenticated => FailureKind::Unauthenticated,
            types::ErrorKind::Forbidden => FailureKind::Forbidden,
            types::ErrorKind::NotFound => FailureKind::NotFound,
            types::ErrorKind::Conflict => FailureKind::Conflict,
            types::ErrorKind::RateLimited => FailureKind::RateLimited,
            types::ErrorKind::Unavailable => FailureKind::Unavailable,
            types::ErrorKind::Service => FailureKind::Service,
            types::ErrorKind::Transport => FailureKind::Transport,
            types::ErrorKind::Internal => FailureKind::Internal,
        },
        message: error.message,
        hint: error.hint,
        status: error.status,
        code: error.code,
        trace_id: error.trace_id,
        retry_after: error.retry_after,
        problems: error
            .problems
            .into_iter()
            .map(|problem| Problem { at: problem.at, message: problem.message })
            .collect(),
        missing_scopes: error.missing_scopes,
        uncertain: error.uncertain,
    }
}

pub(super) fn account(account: WitAccount) -> Account {
    Account {
        id: account.id,
        name: account.name,
        email: account.email,
        details: serde_json::from_str(&account.details).unwrap_or_default(),
    }
}

pub(super) fn site(site: WitSite) -> Site {
    Site { id: site.id, name: site.name, url: site.url, wanted: site.wanted, fields: site.fields.into_iter().collect() }
}

pub(super) fn outcome(outcome: WitOutcome) -> Outcome {
    match outcome {
        WitOutcome::Done(output) => Outcome::Done(output),
        WitOutcome::Waiting(left) => {
            Outcome::Waiting(Checkpoint { resume: left.resume, after: milliseconds(left.after), message: left.message })
        }
    }
}

pub(super) fn option_query(query: &OptionQuery) -> WitOptionQuery {
    WitOptionQuery {
        search: query.search.clone(),
        inputs: serde_json::Value::Object(query.inputs.clone()).to_string(),
        cursor: query.cursor.clone(),
    }
}

pub(super) fn option_page(page: WitOptionPage) -> OptionPage {
    let items = page.items.into_iter();
    OptionPage {
        items: items.map(|item| OptionItem { value: item.value, label: item.label, hint: item.hint }).collect(),
        next: page.next,
    }
}
