//! `GET /pages/{id}/footer-comments` and `POST /footer-comments`.

use http::StatusCode;
use serde_json::{Value, json};

use super::body::{self, READ_LIST};
use super::fields::{Fields, invalid, missing};
use super::{listing, object};
use crate::answer::{Answer, Reply};
use crate::links;
use crate::refusal::{no_page, v2};
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Comment, Page, Status, Store};

const STATUSES: &[&str] = &["current", "archived", "trashed", "deleted", "historical", "draft"];
const SORTS: &[&str] = &["created-date", "-created-date", "modified-date", "-modified-date"];
const PLACES: &[&str] = &["pageId", "blogPostId", "parentCommentId", "attachmentId", "customContentId"];

/// Lists the comments at the foot of a page, without the replies to them.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let id = call.id()?;
    let parameters = &call.parameters;
    parameters.only(&["body-format", "sort", "cursor", "limit"], &["status"])?;
    let format = parameters.choice("body-format", READ_LIST)?;
    let statuses = parameters.choices("status", STATUSES)?;
    let current = statuses.is_none_or(|statuses| statuses.contains(&"current"));
    let backwards = parameters.choice("sort", SORTS)?.is_some_and(|sort| sort.starts_with('-'));
    let store = call.world.store();
    let page = store.page(id).ok_or_else(|| no_page(id))?;
    let mut ids: Vec<u64> = store
        .comments()
        .filter(|comment| current && comment.page == id && comment.parent.is_none())
        .map(|comment| comment.id)
        .collect();
    if backwards {
        ids.reverse();
    }
    listing::answer(call, &format!("/wiki/api/v2/pages/{id}/footer-comments"), &ids, 25, |id| {
        let comment = store.comment(id)?;
        Some(row(&store, page, comment, body::read(&comment.body, format)))
    })
}

/// Comments on a page or replies to a comment.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut known = PLACES.to_vec();
    known.push("body");
    let mut fields = Fields::parse(call.json()?, &known)?;
    let mut places = PLACES.iter().filter_map(|place| fields.id(place).transpose().map(|id| id.map(|id| (*place, id))));
    let (place, target) = places.next().transpose()?.ok_or_else(|| missing("pageId"))?;
    if places.next().transpose()?.is_some() {
        return Err(invalid("A comment has one container only"));
    }
    drop(places);
    let body = body::written(fields.take("body").ok_or_else(|| missing("body"))?)?;

    let mut store = call.world.store();
    let (page, parent) = match place {
        "pageId" => (target, None),
        "parentCommentId" => {
            let comment = store.comment(target).ok_or_else(|| no_container(place, target))?;
            (comment.page, Some(target))
        }
        // The simulator has no such content, so there is none to comment on.
        _ => return Err(no_container(place, target)),
    };
    match store.page(page) {
        Some(page) if matches!(page.status, Status::Current | Status::Archived) => {}
        _ => return Err(no_page(page)),
    }
    let id = store.add_comment(page, parent, body);
    let (Some(page), Some(comment)) = (store.page(page), store.comment(id)) else { return Err(no_page(page)) };
    let mut json = object(row(&store, page, comment, body::echoed(&comment.body)));
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::CREATED, &Value::Object(json)))
}

fn no_container(place: &str, id: u64) -> Answer {
    v2(StatusCode::NOT_FOUND, &format!("Cannot find the container of the comment: {place} [{id}]"))
}

fn row(store: &Store, page: &Page, comment: &Comment, body: Value) -> Value {
    let place = links::web(store.space_key(page), page.id, &page.latest.title);
    let mut row = object(json!({
        "id": comment.id.to_string(),
        "status": "current",
        "title": format!("Re: {}", page.latest.title),
        "pageId": page.id.to_string(),
    }));
    if let Some(parent) = comment.parent {
        row.insert("parentCommentId".to_owned(), json!(parent.to_string()));
    }
    let version = json!({
        "number": 1,
        "message": "",
        "minorEdit": false,
        "authorId": ACCOUNT_ID,
        "createdAt": comment.created.to_string(),
    });
    row.insert("version".to_owned(), version);
    row.insert("body".to_owned(), body);
    row.insert("_links".to_owned(), json!({"webui": format!("{place}?focusedCommentId={}", comment.id)}));
    Value::Object(row)
}
