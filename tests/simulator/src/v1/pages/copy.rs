//! `POST /content/{id}/copy`.

use http::StatusCode;

use super::{copied, page};
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content, v1};
use crate::site::Call;
use crate::store::{PageBody, Status, Store};
use crate::v1::content;

/// Copies one page to a space, below something, or over another page.
pub(crate) fn copy(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let source = page(call, &store)?;
    let id = source.id;
    let body = written(call)?.unwrap_or_else(|| source.latest.body.clone());
    let title = call.value["pageTitle"].as_str().unwrap_or(&source.latest.title).to_owned();
    let destination = &call.value["destination"];
    let value = destination["value"].as_str().unwrap_or_default();
    let made = match destination["type"].as_str() {
        Some("space") => {
            let absent = || v1(StatusCode::NOT_FOUND, &format!("No space with key: {value}"));
            let space = store.space_keyed(value).ok_or_else(absent)?.id;
            check_free(&store, space, &title, None)?;
            store.create_page(space, None, Status::Current, &title, body)
        }
        Some("existing_page") => {
            let target = number(value)?;
            let existing = store.page(target).filter(|page| page.status == Status::Current);
            let space = existing.ok_or_else(|| no_content(target))?.space;
            check_free(&store, space, &title, Some(target))?;
            store.publish(target, &title, body, "");
            target
        }
        kind => {
            let parent = number(value)?;
            let above = match kind {
                Some("parent_page") => store.page(parent),
                _ => store.content(parent).filter(|content| content.kind.is_in_tree()),
            };
            let above = above.filter(|page| page.status.is_listed()).ok_or_else(|| no_content(parent))?;
            let space = above.space;
            check_free(&store, space, &title, None)?;
            store.create_page(space, Some(parent), Status::Current, &title, body)
        }
    };
    store.copy_facets(copied(call), id, made);
    let page = store.page(made).ok_or_else(|| no_content(made))?;
    Ok(Answer::json(StatusCode::OK, &content::page(call, &store, page, &["space", "history", "version"])))
}

/// Reads the body that takes the place of the source's.
fn written(call: &Call<'_>) -> Result<Option<PageBody>, Answer> {
    let body = &call.value["body"];
    for format in ["storage", "editor2"] {
        let Some(value) = body[format]["value"].as_str() else { continue };
        if body[format]["representation"].as_str() != Some(format) {
            return Err(Shape::V1.invalid(&format!("Field 'body.{format}.representation' must be {format}")));
        }
        return Ok(Some(PageBody::storage_of(value)));
    }
    Ok(None)
}

fn number(text: &str) -> Result<u64, Answer> {
    text.parse().map_err(|_| Shape::V1.not_an_id(text))
}

fn check_free(store: &Store, space: u64, title: &str, except: Option<u64>) -> Result<(), Answer> {
    match store.title_holder(space, title, except) {
        Some(_) => Err(Shape::V1
            .invalid("A page with this title already exists: A page already exists with the same TITLE in this space")),
        None => Ok(()),
    }
}
