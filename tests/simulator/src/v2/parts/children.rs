//! `…/{id}/children` and `…/{id}/direct-children`.

use serde_json::{Value, json};

use super::comments;
use crate::answer::Reply;
use crate::site::Call;
use crate::store::{Kind, Page};
use crate::v2::listing;

/// The documents name no values; these are those of its older twin and a guess for the rest.
const SORTS: &[&str] = &[
    "created-date",
    "-created-date",
    "id",
    "-id",
    "child-position",
    "-child-position",
    "modified-date",
    "-modified-date",
    "title",
    "-title",
];

/// Lists the children of a page that are pages, of custom content, or the replies to a comment.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    match call.kind {
        Kind::FooterComment | Kind::InlineComment => comments::replies(call),
        Kind::CustomContent => rows(call, "children", |page| page.kind == Kind::CustomContent),
        _ => rows(call, "children", |page| page.kind == Kind::Page),
    }
}

/// Lists what stands right below something in the tree.
pub(crate) fn list_direct(call: &Call<'_>) -> Reply {
    rows(call, "direct-children", |page| page.kind.is_in_tree())
}

fn rows(call: &Call<'_>, part: &str, wanted: impl Fn(&Page) -> bool) -> Reply {
    let sort = call.parameters.choice("sort", SORTS)?.unwrap_or("child-position");
    let store = call.world.store();
    let id = call.owner(&store)?;
    let mut children: Vec<&Page> = match part {
        "children" if call.kind == Kind::Page => store.children(id).collect(),
        _ => {
            let below = |page: &&Page| page.parent == Some(id) && page.status.is_listed() && wanted(page);
            store.contents().filter(below).collect()
        }
    };
    children.retain(|page| call.may(&store, page.id, "read"));
    sort_by(&mut children, sort);
    let ids: Vec<u64> = children.iter().map(|page| page.id).collect();
    let path = format!("/wiki/api/v2/{}/{id}/{part}", call.kind.segment());
    listing::answer(call, &path, &ids, 25, |id| store.content(id).map(|page| row(page, part)))
}

fn sort_by(children: &mut [&Page], sort: &str) {
    match sort.trim_start_matches('-') {
        "created-date" => children.sort_by_key(|page| page.created),
        "modified-date" => children.sort_by_key(|page| page.latest.at),
        "title" => children.sort_by(|a, b| a.latest.title.cmp(&b.latest.title)),
        "id" => children.sort_by_key(|page| page.id),
        _ => children.sort_by_key(|page| (page.position, page.id)),
    }
    if sort.starts_with('-') {
        children.reverse();
    }
}

fn row(page: &Page, part: &str) -> Value {
    let mut row = json!({
        "id": page.id.to_string(),
        "status": page.status.name(),
        "title": page.latest.title,
        "spaceId": page.space.to_string(),
    });
    match page.kind {
        Kind::CustomContent => row["type"] = json!(page.detail),
        kind if part == "direct-children" => row["type"] = json!(kind.name()),
        _ => {}
    }
    if page.kind != Kind::CustomContent {
        row["childPosition"] = json!(page.position);
    }
    row
}

/// Writes a child as `directChildren` of an answer has it.
pub(in crate::v2) fn included(page: &Page) -> Value {
    json!({
        "id": page.id.to_string(),
        "status": page.status.name(),
        "title": page.latest.title,
        "type": page.kind.name(),
        "spaceId": page.space.to_string(),
        "childPosition": page.position,
    })
}
