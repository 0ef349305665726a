use std::borrow::Cow;

use connector_sdk::serde_json::value::RawValue;
use connector_sdk::serde_json::{Value, from_str};
use connector_sdk::{Error, Response};
use serde::Deserialize;

use crate::data_center;

/// One answer of a list. The things in it stay text, so that nothing of them is lost and little memory is used.
pub(super) struct Listed<'a> {
    pub(super) results: Vec<&'a RawValue>,
    next: Option<String>,
    next_cursor: Option<String>,
}

impl<'a> Listed<'a> {
    pub(super) fn of(response: &'a Response) -> Result<Self, Error> {
        let page = data_center::LISTING.page(response)?;
        let next_cursor = page.text("nextCursor").filter(|cursor| !cursor.is_empty());
        Ok(Self { results: page.items, next: page.next, next_cursor })
    }

    /// Where the list goes on. Lists that are counted may lead on without a link where they are full.
    pub(super) fn next(&self, counted: bool) -> Option<String> {
        let next = self.next.as_ref()?;
        if !next.contains('?') {
            return counted.then(|| next.clone());
        }
        // The link of a scan loses what was asked for beside the cursor.
        Some(self.next_cursor.as_ref().unwrap_or(next).clone())
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
