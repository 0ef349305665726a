//! `/content/blueprint/instance/{draftId}`: publishing drafts that came from blueprints.

use http::StatusCode;

use super::page;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content, v1};
use crate::site::Call;
use crate::store::Status;
use crate::v1::content;

/// Publishes a draft under a title; both kinds of drafts are the same here.
pub(crate) fn publish(call: &Call<'_>) -> Reply {
    if call.parameters.one("status").is_some_and(|status| status != "draft") {
        return Err(Shape::V1.invalid("'status' must be draft"));
    }
    if call.value["version"]["number"] != 1 {
        return Err(v1(StatusCode::CONFLICT, "The version of a new page must be 1"));
    }
    let title = call.value["title"].as_str().unwrap_or_default().trim();
    if title.is_empty() {
        return Err(Shape::V1.invalid("A title is required"));
    }
    let mut store = call.world.store();
    let draft = page(call, &store)?;
    let (id, space, body) = (draft.id, draft.space, draft.latest.body.clone());
    if draft.status != Status::Draft {
        return Err(no_content(id));
    }
    if call.value["space"]["key"].as_str().is_some_and(|key| key != store.space_key(draft)) {
        return Err(Shape::V1.invalid("The draft is in another space"));
    }
    if store.title_holder(space, title, Some(id)).is_some() {
        return Err(Shape::V1.invalid("A page already exists with the same TITLE in this space"));
    }
    let parent = call.value["ancestors"].as_array().and_then(|ancestors| ancestors.last());
    let parent = parent.and_then(|parent| parent["id"].as_str()?.parse().ok());
    if let Some(parent) = parent.filter(|parent| store.page(*parent).is_none()) {
        return Err(no_content(parent));
    }
    store.publish(id, title, body, "");
    if parent.is_some() {
        store.move_page(id, parent);
    }
    let page = store.page(id).ok_or_else(|| no_content(id))?;
    let expand = ["body.storage", "history", "space", "version", "ancestors"];
    Ok(Answer::json(StatusCode::OK, &content::page(call, &store, page, &expand)))
}
