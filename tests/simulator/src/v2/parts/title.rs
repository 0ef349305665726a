//! `PUT /pages/{id}/title`.

use crate::answer::Reply;
use crate::site::Call;
use crate::store::Status;
use crate::v2::create::{check_free, check_title};
use crate::v2::fields::{invalid, missing};
use crate::v2::page;

/// Gives a page, or the draft of one, another title; that a page gets a new version by it is a guess.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let title = call.value["title"].as_str().map(str::trim).unwrap_or_default();
    let draft = call.value["status"] == "draft";
    if title.is_empty() {
        return Err(missing("title"));
    }
    check_title(title)?;
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    let (space, status, body) = (page.space, page.status, page.latest.body.clone());
    match (status, draft) {
        (Status::Trashed, _) => return Err(call.absent(id)),
        (Status::Draft, false) => return Err(invalid("A draft has no current version")),
        (_, true) => {
            let body = page.draft.as_ref().map_or(body, |draft| draft.body.clone());
            store.keep_draft(id, title, body);
        }
        (_, false) => {
            check_free(&store, space, title, Some(id))?;
            store.publish(id, title, body, "");
        }
    }
    page::written(call, &store, id)
}
