//! Deleting a page or a blog post.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{ActionRoute, Error, ErrorKind, Fields, Json};

use super::Requests;
use crate::data_center;
use crate::form::ON_PREM;

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
        requests.send(if on_prem { ON_PREM_DELETE } else { route }, &fields)
    };
    // Confluence purges only what is in the trash.
    if !purge || !is_trashed(requests, if on_prem { ON_PREM_LOOK } else { read }, &with("status", "any".into()))? {
        step("draft", "draft", draft)?;
    }
    if purge {
        step("purge", "trashed", true).map_err(|error| {
            let hint = "If it is in the trash now, deleting it for good needs the right to administer the space";
            if error.kind == ErrorKind::Forbidden { error.hint(hint) } else { error }
        })?;
    }
    let status = if purge || draft { "purged" } else { "trashed" };
    Json::of(&json!({ "id": input["id"], "status": status }))
}

fn is_trashed(requests: Requests<'_>, read: &str, fields: &Fields) -> Result<bool, Error> {
    let current: Value = requests.send(read, fields)?.json()?;
    Ok(current["status"] == "trashed")
}
