//! `DELETE /content/{id}`.

use http::StatusCode;

use super::seen;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::instance::{Content, Instance, Kind, Status};
use crate::data_center::refusal::{forbidden, no_content};

/// Trashes current content with 200; purges trash, drafts and what knows no trash with 204.
pub(in crate::data_center) fn delete(call: &Call<'_>) -> Reply {
    call.parameters.only(&["status"], &[])?;
    let asked = call.parameters.choice("status", &["current", "draft", "trashed"])?.unwrap_or("current");
    let id = call.id(0)?;
    let mut instance = call.instance();
    let content = seen(call, &instance, id)?;
    check(call, &instance, content)?;
    if content.status.name() != asked {
        if asked == "draft" && content.draft.is_some() {
            if let Some(content) = instance.content.get_mut(&id) {
                content.draft = None;
            }
            return Ok(Answer::empty(StatusCode::NO_CONTENT));
        }
        return Err(no_content(id));
    }
    if content.status == Status::Current && content.kind.is_trashable() {
        instance.trash(id);
        return Ok(Answer::empty(StatusCode::OK));
    }
    instance.purge(id);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Refuses who may not delete content: it takes the permission of the space, or to have made it.
pub(super) fn check(call: &Call<'_>, instance: &Instance, content: &Content) -> Result<(), Answer> {
    let operation = match content.kind {
        Kind::Page => ("page", "delete"),
        Kind::BlogPost => ("blogpost", "delete"),
        Kind::Comment => ("comment", "delete"),
        Kind::Attachment => ("attachment", "delete"),
    };
    let space = instance.spaces.get(&content.space);
    let may = space.is_some_and(|space| {
        instance.may(&call.user, space, operation)
            || content.creator == call.user && instance.may(&call.user, space, ("space", "delete_own"))
    });
    // Whoever may not edit a page may not delete it; of comments that would ask too much.
    let restricted = content.kind != Kind::Comment && !instance.edits(&call.user, content);
    if may && !restricted {
        return Ok(());
    }
    Err(forbidden("Could not delete the content: no permission to do so"))
}
