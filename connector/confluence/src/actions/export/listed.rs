use std::borrow::Cow;

use connector_sdk::serde_json::value::RawValue;
use connector_sdk::serde_json::{Value, from_slice, from_str};
use connector_sdk::{Error, ErrorKind, Response};
use serde::Deserialize;

/// One answer of a list. The things in it stay text, so that nothing of them is lost and little memory is used.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed<'a> {
    #[serde(borrow)]
    pub(super) results: Vec<&'a RawValue>,
    #[serde(default, rename = "_links")]
    links: Option<Links>,
    start: Option<u64>,
    limit: Option<u64>,
    next_cursor: Option<String>,
}

#[derive(Deserialize)]
struct Links {
    next: Option<String>,
}

impl<'a> Listed<'a> {
    pub(super) fn of(response: &'a Response) -> Result<Self, Error> {
        from_slice(response.bytes()).map_err(|error| {
            let message = format!("Confluence answered with something other than a list: {error}");
            Error::from_response(ErrorKind::Service, message, response)
        })
    }

    /// Where the list goes on. Lists that are counted may lead on without a link where they are full.
    pub(super) fn next(&self, counted: bool) -> Option<String> {
        let link = self.links.as_ref().and_then(|links| links.next.clone());
        if let Some(link) = link {
            // The link of a scan loses what was asked for beside the cursor.
            return Some(self.next_cursor.clone().filter(|cursor| !cursor.is_empty()).unwrap_or(link));
        }
        let count = self.results.len() as u64;
        let full = counted && self.next_cursor.is_none() && self.limit.is_some_and(|limit| limit > 0 && count >= limit);
        full.then(|| (self.start.unwrap_or_default() + count).to_string())
    }
}

/// The id of a thing.
pub(super) fn id(record: &RawValue) -> Option<String> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        id: Id<'a>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id<'a> {
        Text(#[serde(borrow)] Cow<'a, str>),
        Number(u64),
    }
    Some(match from_str::<Named<'_>>(record.get()).ok()?.id {
        Id::Text(id) => id.into_owned(),
        Id::Number(id) => id.to_string(),
    })
}

/// What a thing holds of further things: those that came with it, and whether there are more.
pub(super) struct Held {
    pub(super) results: Vec<Value>,
    pub(super) has_more: bool,
}

impl Held {
    pub(super) fn of(record: &Value, place: &str) -> Self {
        let held = record.pointer(place);
        let results = held.and_then(|held| held["results"].as_array()).cloned().unwrap_or_default();
        let limit = held.and_then(|held| held["limit"].as_u64());
        let has_more = held.is_some_and(|held| held["meta"]["hasMore"] == true)
            || limit.is_some_and(|limit| limit > 0 && results.len() as u64 >= limit);
        Self { results, has_more }
    }
}
