//! `…/{id}/footer-comments`, `…/{id}/inline-comments`, and replies.

use crate::answer::Reply;
use crate::site::Call;
use crate::store::{Comment, Kind, Store};
use crate::v2::body;
use crate::v2::{comments, listing};

/// Lists the comments at the foot of some content, without the replies to them.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    rows(call, &store, &format!("{}/{}/footer-comments", call.kind.segment(), call.capture(0)), |comment| {
        comment.page == id && comment.parent.is_none() && comment.inline.is_none()
    })
}

/// Lists the comments beside the text of some content, without the replies to them.
pub(crate) fn list_inline(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let wanted = call.parameters.list("resolution-status");
    rows(call, &store, &format!("{}/{id}/inline-comments", call.kind.segment()), |comment| {
        comment.page == id
            && comment.parent.is_none()
            && comment
                .inline
                .as_ref()
                .is_some_and(|inline| wanted.as_ref().is_none_or(|wanted| wanted.contains(&inline.resolution.name())))
    })
}

/// Lists the replies to a comment.
pub(super) fn replies(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    rows(call, &store, &format!("{}/{id}/children", call.kind.segment()), |comment| comment.parent == Some(id))
}

/// Lists all comments of the path's kind, replies too.
pub(in crate::v2) fn list_all(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let inline = call.kind == Kind::InlineComment;
    rows(call, &store, call.kind.segment(), |comment| comment.inline.is_some() == inline)
}

fn rows(call: &Call<'_>, store: &Store, path: &str, wanted: impl Fn(&Comment) -> bool) -> Reply {
    let parameters = &call.parameters;
    let format = parameters.one("body-format");
    // Every comment is current: a deleted one is gone.
    let current = parameters.list("status").is_none_or(|statuses| statuses.contains(&"current"));
    let sort = parameters.one("sort").unwrap_or("created-date");
    let mut found: Vec<&Comment> =
        store.comments().filter(|comment| current && wanted(comment) && call.may(store, comment.id, "read")).collect();
    if sort.ends_with("modified-date") {
        found.sort_by_key(|comment| comment.at);
    }
    if sort.starts_with('-') {
        found.reverse();
    }
    let ids: Vec<u64> = found.iter().map(|comment| comment.id).collect();
    listing::answer(call, &format!("/wiki/api/v2/{path}"), &ids, 25, |id| {
        let comment = store.comment(id)?;
        Some(comments::row(store, comment, body::read(&comment.body, format)))
    })
}
