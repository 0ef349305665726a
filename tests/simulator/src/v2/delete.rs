//! `DELETE` of what has a trash: pages, blog posts, custom content, and what else stands in the tree.

use http::StatusCode;

use super::fields::invalid;
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::Status;

/// Trashes content, purges a trashed one, or discards a draft.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let (purge, draft) = (parameters.flag("purge")?, parameters.flag("draft")?);
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    let status = store.content(id).ok_or_else(|| call.absent(id))?.status;
    match (status, draft, purge) {
        (Status::Draft, true, _) | (Status::Trashed, false, true) => store.purge(id),
        (Status::Current | Status::Archived, false, false) => store.trash(id),
        (Status::Current | Status::Archived, false, true) => {
            return Err(invalid("Trashable Content must be trashed before it can be purged"));
        }
        // A draft is found as a draft only; what is in the trash is not found outside it.
        (Status::Draft | Status::Trashed, false, _) | (_, true, _) => return Err(call.absent(id)),
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
