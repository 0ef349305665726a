use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde_json::{Value, json};

use crate::egress::{Body, Located, Part, PartValue, Request};
use crate::redact::Redactor;

/// A run that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DryRun {
    /// Reads are sent; the first write is planned instead of sent, and the run ends there.
    Online,
    /// Nothing is sent; the run ends at its first request.
    Offline,
}

/// The request that a dry run stopped at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedRequest {
    /// Such as `POST`.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The headers that the connector sets; the credential is not among them.
    pub headers: Vec<(String, String)>,
    /// The JSON body, or a description of another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// How many more requests would go side by side with it.
    pub others: usize,
}

/// The requests that a dry run stopped at: the one that was begun first, and how many there are.
#[derive(Default)]
pub(crate) struct Planned(Mutex<Plan>);

#[derive(Default)]
struct Plan {
    first: Option<(u64, PlannedRequest)>,
    count: usize,
    /// Requests from this place on were begun by a connector that knew that nothing is sent.
    end: Option<u64>,
}

impl Planned {
    /// Notes the request of this place among those of the call.
    pub(super) fn note(&self, place: u64, request: PlannedRequest) {
        let mut planned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if planned.end.is_some_and(|end| place >= end) {
            return;
        }
        planned.count += 1;
        if planned.first.as_ref().is_none_or(|(earliest, _)| place < *earliest) {
            planned.first = Some((place, request));
        }
    }

    /// The connector is told that nothing is sent: what it begins from this place on is not planned.
    pub(super) fn end(&self, place: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).end.get_or_insert(place);
    }

    /// The first of them.
    pub(crate) fn first(&self) -> Option<PlannedRequest> {
        let planned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        planned.first.clone().map(|(_, first)| PlannedRequest { others: planned.count - 1, ..first })
    }
}

impl PlannedRequest {
    pub(super) fn of(request: &Request, located: &Located, redactor: &Redactor) -> Self {
        let mut body = request.body.as_ref().map(describe);
        if let Some(body) = &mut body {
            redactor.value(body);
        }
        Self {
            method: request.method.to_string(),
            url: redactor.text(located.url.as_str()).into_owned(),
            headers: request
                .headers
                .iter()
                .map(|(name, value)| (name.clone(), redactor.text(value).into_owned()))
                .collect(),
            body,
            others: 0,
        }
    }
}

fn describe(body: &Body) -> Value {
    match body {
        Body::Content { media_type, bytes } => {
            serde_json::from_slice(bytes).unwrap_or_else(|_| json!({ "mediaType": media_type, "bytes": bytes.len() }))
        }
        Body::Blob { blob, media_type } => {
            json!({ "mediaType": media_type.as_ref().or(blob.media_type.as_ref()), "bytes": blob.size })
        }
        Body::Form(parts) => Value::Array(parts.iter().map(describe_part).collect()),
    }
}

fn describe_part(part: &Part) -> Value {
    match &part.value {
        PartValue::Bytes(bytes) => json!({ "name": part.name, "value": String::from_utf8_lossy(bytes) }),
        PartValue::Blob(blob) => json!({
            "name": part.name,
            "fileName": part.file_name.as_ref().or(blob.file_name.as_ref()),
            "bytes": blob.size,
        }),
    }
}
