//! `DELETE /content/{id}/pageTree`.

use super::page;
use crate::answer::Reply;
use crate::refusal::Shape;
use crate::site::Call;
use crate::store::{Job, Status};
use crate::v1::long_tasks;

/// Trashes a page and all below it.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let page = page(call, &store)?;
    call.check_access(&store, page.id, "update")?;
    if page.status != Status::Current {
        return Err(Shape::V1.invalid(&format!("Content {} is not a current page", page.id)));
    }
    let job = Job::DeleteTree(page.id);
    Ok(long_tasks::accept(call, &mut store, job))
}
