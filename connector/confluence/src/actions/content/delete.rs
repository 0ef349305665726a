//! Deleting a page or a blog post.

use connector_sdk::serde_json::Value;
use connector_sdk::{ActionRoute, Error, ErrorKind, Fields, Json};

use super::Requests;
use crate::actions::trash::Deletion;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::DeletedContentStatus;

/// What Data Center is asked for it.
pub(in crate::actions) const DELETE_ON_PREM: ActionRoute =
    ActionRoute::new(ON_PREM_DELETE, data_center::WRITE).when(ON_PREM);

/// Where Data Center says the state of it.
pub(in crate::actions) const LOOK_ON_PREM: ActionRoute =
    ActionRoute::new(ON_PREM_LOOK, data_center::READ).when(ON_PREM);

const ON_PREM_DELETE: &str = "DELETE /rest/api/content/{id}?status={status}";
const ON_PREM_LOOK: &str = "GET /rest/api/content/{id}?status={status}";

/// Deletes a piece of content; `route` deletes it on Cloud, and `read` says its state there.
///
/// # Errors
/// Where the input contradicts itself, or Confluence refuses.
pub(in crate::actions) fn delete(
    requests: Requests<'_>,
    input: &Fields,
    route: &str,
    read: &str,
) -> Result<Json, Error> {
    let set = |name: &str| input.get(name) == Some(&Value::Bool(true));
    let (purge, draft) = (set("purge"), set("draft"));
    if purge && draft {
        return Err(Error::new(ErrorKind::InvalidInput, "a draft is deleted for good without `purge`")
            .problem("/purge", "cannot stand beside `draft`"));
    }
    let on_prem = requests.on_prem();
    let with = |name: &str, value: Value| {
        Fields::from_iter([("id".to_owned(), input["id"].clone()), (name.to_owned(), value)])
    };
    let step = |name: &str, status: &str, set: bool| {
        let fields = match (set, on_prem) {
            (false, _) => with("purge", Value::Null),
            (true, true) => with("status", status.into()),
            (true, false) => with(name, true.into()),
        };
        requests.send(if on_prem { ON_PREM_DELETE } else { route }, &fields).map(|_| ())
    };
    let is_trashed = || {
        let look = if on_prem { ON_PREM_LOOK } else { read };
        let current: Value = requests.send(look, &with("status", "any".into()))?.json()?;
        Ok(current["status"] == "trashed")
    };
    let otherwise = if draft { DeletedContentStatus::Purged } else { DeletedContentStatus::Trashed };
    Deletion { id: input["id"].as_str().unwrap_or_default(), purge, otherwise }.perform(&is_trashed, &|purge| {
        if purge { step("purge", "trashed", true) } else { step("draft", "draft", draft) }
    })
}
