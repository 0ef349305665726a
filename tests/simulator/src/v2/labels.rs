//! `GET /pages/{id}/labels`.

use serde_json::{Value, json};

use super::listing;
use crate::answer::Reply;
use crate::refusal::no_page;
use crate::site::Call;
use crate::store::Label;

const SORTS: &[&str] = &["created-date", "-created-date", "id", "-id", "name", "-name"];

/// Lists the labels of a page.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let id = call.id()?;
    let parameters = &call.parameters;
    parameters.only(&["prefix", "sort", "cursor", "limit"], &[])?;
    let prefix = parameters.choice("prefix", &["my", "team", "global", "system"])?;
    let sort = parameters.choice("sort", SORTS)?.unwrap_or("created-date");
    let store = call.world.store();
    let page = store.page(id).ok_or_else(|| no_page(id))?;
    let mut labels: Vec<&Label> =
        store.labels(page).filter(|label| prefix.is_none_or(|prefix| label.prefix == prefix)).collect();
    match sort.trim_start_matches('-') {
        "name" => labels.sort_by(|a, b| a.name.cmp(&b.name)),
        "id" => labels.sort_by_key(|label| label.id),
        _ => {}
    }
    if sort.starts_with('-') {
        labels.reverse();
    }
    let ids: Vec<u64> = labels.iter().map(|label| label.id).collect();
    listing::answer(call, &format!("/wiki/api/v2/pages/{id}/labels"), &ids, 25, |id| {
        labels.iter().find(|label| label.id == id).map(|label| row(label))
    })
}

/// Writes a label.
pub(super) fn row(label: &Label) -> Value {
    json!({"id": label.id.to_string(), "name": label.name, "prefix": label.prefix})
}
