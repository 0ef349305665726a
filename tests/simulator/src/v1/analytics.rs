//! `/analytics/content/{id}/views` and `/analytics/content/{id}/viewers`.

use std::collections::BTreeSet;

use http::StatusCode;
use serde_json::json;

use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content};
use crate::site::Call;

/// Counts how often some content was seen.
pub(crate) fn views(call: &Call<'_>) -> Reply {
    count(call, |accounts| accounts.len())
}

/// Counts by how many people.
pub(crate) fn viewers(call: &Call<'_>) -> Reply {
    count(call, |accounts| accounts.into_iter().collect::<BTreeSet<_>>().len())
}

fn count(call: &Call<'_>, of: impl Fn(Vec<&str>) -> usize) -> Reply {
    let id = call.id()?;
    let from = call.parameters.one("fromDate").unwrap_or_default();
    let dated = from.is_empty() || (from.len() >= 10 && from.as_bytes()[4] == b'-' && from.as_bytes()[7] == b'-');
    if !dated {
        return Err(Shape::V1.invalid(&format!("'{from}' is no date")));
    }
    let store = call.world.store();
    if store.kind_of(id).is_none() {
        return Err(no_content(id));
    }
    let seen = store.views(id).iter().filter(|(_, at)| at.to_string().as_str() >= from);
    let accounts = seen.map(|(account, _)| account.as_str()).collect();
    Ok(Answer::json(StatusCode::OK, &json!({"id": id, "count": of(accounts)})))
}
