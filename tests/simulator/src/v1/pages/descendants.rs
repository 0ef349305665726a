//! `GET /content/{id}/descendant` and `GET /content/{id}/descendant/{type}`, which v2 replaces.

use http::StatusCode;
use serde_json::{Value, json};

use super::page;
use crate::answer::{Answer, Reply};
use crate::refusal::Shape;
use crate::site::Call;
use crate::store::{Kind, Page, Store};
use crate::v1::content::{self, Found};
use crate::v1::listing;

const TYPES: [&str; 3] = ["attachment", "comment", "page"];
/// How deep a tree is searched.
const DEEPEST: u64 = 100;

/// Lists what stands below a page, by type; types that are not expanded are only named.
pub(crate) fn all(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let page = page(call, &store)?;
    let expand = call.parameters.list("expand").unwrap_or_default();
    let mut body = json!({"_expandable": {}, "_links": {"base": call.base(), "context": "/wiki"}});
    for kind in TYPES {
        let path = format!("/rest/api/content/{}/descendant/{kind}", page.id);
        if expand.contains(&kind) {
            body[kind] = listing::part(call, &path, &rows(call, &store, page, kind, DEEPEST), 25)?;
        } else {
            body["_expandable"][kind] = json!(path);
        }
    }
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Lists what of a type stands below a page.
pub(crate) fn of_type(call: &Call<'_>) -> Reply {
    let kind = call.capture(1);
    if !TYPES.contains(&kind) {
        return Err(Shape::V1.invalid(&format!("'{kind}' is no type of descendants")));
    }
    let depth = match call.parameters.one("depth") {
        None | Some("all") => DEEPEST,
        Some("root") => 1,
        Some(number) => match number.parse() {
            Ok(depth @ 1..=DEEPEST) => depth,
            _ => return Err(Shape::V1.invalid(&format!("'{number}' is no depth"))),
        },
    };
    let store = call.world.store();
    let page = page(call, &store)?;
    let path = format!("/rest/api/content/{}/descendant/{kind}", page.id);
    listing::answer(call, &path, &rows(call, &store, page, kind, depth), 25)
}

fn rows(call: &Call<'_>, store: &Store, page: &Page, kind: &str, depth: u64) -> Vec<Value> {
    let base = call.base();
    let key = store.space_key(page);
    match kind {
        "page" => {
            let below = store.descendants(page.id, depth).into_iter().filter(|(page, _)| page.kind == Kind::Page);
            below.map(|(page, _)| content::page(call, store, page, &[])).collect()
        }
        "comment" => {
            let comments = store.comments().filter(|comment| comment.page == page.id);
            comments.map(|comment| Found::comment(store, page, comment).content(&base, key)).collect()
        }
        _ => {
            let files = store.attachments().filter(|attachment| attachment.page == page.id && !attachment.trashed);
            files.map(|attachment| content::attachment(call, store, attachment)).collect()
        }
    }
}
