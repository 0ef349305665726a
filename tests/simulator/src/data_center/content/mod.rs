//! Content: pages, blog posts, comments and attachments.

pub(super) mod attachment;
pub(super) mod children;
pub(super) mod convert;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod download;
pub(super) mod get;
pub(super) mod history;
pub(super) mod labels;
pub(super) mod list;
mod metadata;
mod multipart;
pub(super) mod property;
pub(super) mod publish;
pub(super) mod restriction;
pub(super) mod search;
pub(super) mod update;
pub(super) mod upload;
mod written;

use super::call::Call;
use super::instance::{Content, Instance};
use super::refusal::{forbidden, no_content};
use crate::answer::Answer;

/// Finds content, whatever its status, that the caller sees.
pub(super) fn seen<'a>(call: &Call<'_>, instance: &'a Instance, id: u64) -> Result<&'a Content, Answer> {
    let content = instance.content.get(&id).filter(|content| instance.views(&call.user, content));
    content.ok_or_else(|| no_content(id))
}

/// Finds content that is not in the trash and that the caller may change.
pub(super) fn editable<'a>(call: &Call<'_>, instance: &'a Instance, id: u64) -> Result<&'a Content, Answer> {
    let content = seen(call, instance, id)?;
    if instance.edits(&call.user, content) {
        return Ok(content);
    }
    Err(forbidden("Could not update the content: no permission to edit it"))
}
