//! `…/{id}/labels` and `/spaces/{id}/content/labels`.

use serde_json::{Value, json};

use crate::answer::Reply;
use crate::site::Call;
use crate::store::Label;
use crate::v2::listing;

/// The documents name no values.
const SORTS: &[&str] = &["created-date", "-created-date", "id", "-id", "name", "-name"];

/// Lists the labels of content or of a space itself.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    rows(call, &format!("{}/{id}/labels", call.kind.segment()), store.labels_of(id).collect())
}

/// Lists the labels of all content in a space, each once.
pub(crate) fn list_in_space(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let mut labels: Vec<&Label> = Vec::new();
    for page in store.contents().filter(|page| page.space == id && page.status.is_listed()) {
        for label in store.labels(page) {
            if !labels.iter().any(|known| known.id == label.id) {
                labels.push(label);
            }
        }
    }
    rows(call, &format!("spaces/{id}/content/labels"), labels)
}

/// Answers a list of labels, narrowed by prefix and in order.
pub(in crate::v2) fn rows(call: &Call<'_>, path: &str, mut labels: Vec<&Label>) -> Reply {
    let parameters = &call.parameters;
    let prefixes = parameters.list("prefix");
    let sort = parameters.choice("sort", SORTS)?.unwrap_or("created-date");
    labels.retain(|label| prefixes.as_ref().is_none_or(|prefixes| prefixes.contains(&label.prefix.as_str())));
    match sort.trim_start_matches('-') {
        "name" => labels.sort_by(|a, b| a.name.cmp(&b.name)),
        "id" => labels.sort_by_key(|label| label.id),
        _ => {}
    }
    if sort.starts_with('-') {
        labels.reverse();
    }
    let ids: Vec<u64> = labels.iter().map(|label| label.id).collect();
    listing::answer(call, &format!("/wiki/api/v2/{path}"), &ids, 25, |id| {
        labels.iter().find(|label| label.id == id).map(|label| row(label))
    })
}

/// Writes a label.
pub(in crate::v2) fn row(label: &Label) -> Value {
    json!({"id": label.id.to_string(), "name": label.name, "prefix": label.prefix})
}
