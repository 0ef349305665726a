//! `PUT /content/{pageId}/move/{position}/{targetId}`.

use http::StatusCode;
use serde_json::json;

use super::page;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content};
use crate::site::Call;

/// Moves a page, with all below it, before, after or below another one.
pub(crate) fn place(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let moved = page(call, &store)?;
    let (id, title, from) = (moved.id, moved.latest.title.clone(), moved.space);
    call.check_access(&store, id, "update")?;
    let target = call.capture(2);
    let target: u64 = target.parse().map_err(|_| Shape::V1.not_an_id(target))?;
    let aim = store.page(target).filter(|page| page.status.is_listed()).ok_or_else(|| no_content(target))?;
    let (parent, offset) = match call.capture(1) {
        "before" => (aim.parent, Some(0)),
        "after" => (aim.parent, Some(1)),
        "append" => (Some(target), None),
        position => return Err(Shape::V1.invalid(&format!("'{position}' is neither before, after nor append"))),
    };
    let space = aim.space;
    let below = aim.id == id || store.is_below(aim, id);
    if below {
        return Err(Shape::V1.invalid("A page cannot be moved relative to itself or to what is below it"));
    }
    if space != from && store.title_holder(space, &title, Some(id)).is_some() {
        return Err(Shape::V1.invalid("A page already exists with the same TITLE in this space"));
    }
    let siblings = parent.map_or_else(|| store.roots(space), |parent| store.branches(parent));
    let siblings: Vec<u64> = siblings.iter().map(|page| page.id).filter(|other| *other != id).collect();
    let at = match offset {
        Some(offset) => siblings.iter().position(|other| *other == target).unwrap_or_default() + offset,
        None => siblings.len(),
    };
    store.place_page(id, space, parent, at);
    Ok(Answer::json(StatusCode::OK, &json!({"pageId": id.to_string()})))
}
