//! Deleting what has a trash: Confluence deletes for good only what is in it.

use connector_sdk::{Error, ErrorKind, Json};

use crate::models::{DeletedContent, DeletedContentStatus};

const RIGHT: &str = "If it is in the trash now, deleting it for good needs the right to administer the space";

/// One deletion.
pub(super) struct Deletion<'a> {
    /// What is deleted.
    pub(super) id: &'a str,
    /// Whether to delete it for good.
    pub(super) purge: bool,
    /// What becomes of it otherwise.
    pub(super) otherwise: DeletedContentStatus,
}

impl Deletion<'_> {
    /// Deletes it. `step` is a deletion as an ordinary user asks for it, or for good where it is told so; the first is left
    /// out where `is_trashed` says that it was made before.
    ///
    /// # Errors
    /// What Confluence answered, or why it did not.
    pub(super) fn perform(
        self,
        is_trashed: &dyn Fn() -> Result<bool, Error>,
        step: &dyn Fn(bool) -> Result<(), Error>,
    ) -> Result<Json, Error> {
        if !self.purge || !is_trashed()? {
            step(false)?;
        }
        if self.purge {
            step(true).map_err(|error| if error.kind == ErrorKind::Forbidden { error.hint(RIGHT) } else { error })?;
        }
        let status = if self.purge { DeletedContentStatus::Purged } else { self.otherwise };
        Json::of(&DeletedContent { id: self.id.to_owned(), status })
    }
}
