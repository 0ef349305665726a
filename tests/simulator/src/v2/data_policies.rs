//! `/data-policies`.

use http::StatusCode;
use serde_json::{Value, json};

use super::{listing, object, spaces};
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::Space;

/// Tells whether any content is blocked for apps; none is.
pub(crate) fn metadata(_: &Call<'_>) -> Answer {
    Answer::json(StatusCode::OK, &json!({"anyContentBlocked": false}))
}

/// Lists the spaces with what is blocked in them.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let ids = parameters.numbers("ids", 250)?;
    let keys = parameters.list("keys");
    let sort = parameters.one("sort").unwrap_or("id");
    let store = call.world.store();
    let mut found: Vec<&Space> = store
        .spaces()
        .filter(|space| ids.as_ref().is_none_or(|ids| ids.contains(&space.id)))
        .filter(|space| keys.as_ref().is_none_or(|keys| keys.contains(&space.key.as_str())))
        .collect();
    match sort.trim_start_matches('-') {
        "key" => found.sort_by(|a, b| a.key.cmp(&b.key)),
        "name" => found.sort_by(|a, b| a.name.cmp(&b.name)),
        _ => {}
    }
    if sort.starts_with('-') {
        found.reverse();
    }
    let ids: Vec<u64> = found.iter().map(|space| space.id).collect();
    listing::answer(call, "/wiki/api/v2/data-policies/spaces", &ids, 25, |id| {
        let whole = object(spaces::row(store.space(id)?, None, false));
        let kept = ["id", "key", "name", "description", "icon", "_links"];
        let mut row: Value = whole.into_iter().filter(|(name, _)| kept.contains(&name.as_str())).collect();
        row["dataPolicy"] = json!({"anyContentBlocked": false});
        Some(row)
    })
}
