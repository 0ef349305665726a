//! What v1 still does with pages: copies, moves, archives, deletes trees, restores versions.

pub(super) mod archive;
pub(super) mod blueprints;
pub(super) mod copy;
pub(super) mod descendants;
pub(super) mod hierarchy;
pub(super) mod macros;
pub(super) mod moves;
pub(super) mod tree;
pub(super) mod versions;

use crate::answer::Answer;
use crate::refusal::no_content;
use crate::site::Call;
use crate::store::{CopiedFacets, Page, Store};

/// Reads what of that which hangs on a page is to be copied.
fn copied(call: &Call<'_>) -> CopiedFacets {
    let flag = |name: &str| call.value[name] == true;
    CopiedFacets {
        attachments: flag("copyAttachments"),
        permissions: flag("copyPermissions"),
        properties: flag("copyProperties"),
        labels: flag("copyLabels"),
    }
}

/// Returns the page with the id in the path's first place, whatever its status.
fn page<'a>(call: &Call<'_>, store: &'a Store) -> Result<&'a Page, Answer> {
    let id = call.id()?;
    call.check_access(store, id, "read")?;
    store.page(id).ok_or_else(|| no_content(id))
}
