//! The space that an input names, by id or by key, on either deployment.

use connector_sdk::serde_json::Value;
use connector_sdk::{ActionRoute, Error, ErrorKind, Fields};

use super::Requests;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};

const BY_KEY: &str = "GET /wiki/api/v2/spaces?keys={spaceKey}";
const BY_ID: &str = "GET /rest/api/space?spaceIds={spaceId}";

/// Finds the id of a space by its key; Cloud takes ids. Without a key its scope is not needed.
pub(in crate::actions) const SPACE_BY_KEY: ActionRoute =
    ActionRoute::new(BY_KEY, &[&["read:space:confluence"]]).when(CLOUD).given(&[("spaceKey", &["*"])]);

/// Finds the key of a space, which Data Center takes.
pub(in crate::actions) const SPACE_BY_ID: ActionRoute =
    ActionRoute::new(BY_ID, data_center::READ).when(ON_PREM).given(&[("spaceId", &["*"])]);

/// How an action wants its space.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::actions) enum Wanted {
    /// There must be one.
    One,
    /// There may be one, or none for every space.
    Any,
    /// There may be several ids.
    Several,
}

/// Puts `spaceId` in place of `spaceKey` on Cloud, and `spaceKey` in place of `spaceId` on Data Center.
///
/// # Errors
/// Where both are given, or none of those that are wanted, or where there is no such space.
pub(in crate::actions) fn settle(requests: Requests<'_>, fields: &mut Fields, wanted: Wanted) -> Result<(), Error> {
    let id = fields.get("spaceId").filter(|value| !value.is_null());
    let key = fields.get("spaceKey").filter(|value| !value.is_null());
    match (id, key) {
        (None, None) if wanted == Wanted::One => {
            return Err(Error::new(ErrorKind::InvalidInput, "no space is given").problem("/spaceKey", "is missing"));
        }
        (Some(_), Some(_)) => {
            return Err(Error::new(ErrorKind::InvalidInput, "the space is given twice")
                .problem("/spaceKey", "cannot stand beside `spaceId`"));
        }
        _ => {}
    }
    // The link of an earlier page says everything.
    if fields.get("cursor").and_then(Value::as_str).is_some_and(|cursor| cursor.contains('?')) {
        fields.shift_remove("spaceKey");
        return Ok(());
    }
    if requests.on_prem() {
        let Some(id) = fields.get("spaceId").filter(|value| !value.is_null()) else { return Ok(()) };
        let id = only(id)?;
        let space = find(requests, fields, BY_ID, |space| text(&space["id"]) == id)?.ok_or_else(|| none(&id))?;
        fields.shift_remove("spaceId");
        fields.insert("spaceKey".to_owned(), space["key"].clone());
    } else if let Some(Value::String(key)) = fields.get("spaceKey").cloned() {
        let same = |space: &Value| space["key"].as_str().is_some_and(|found| found.eq_ignore_ascii_case(&key));
        let space = find(requests, fields, BY_KEY, same)?.ok_or_else(|| none(&key))?;
        fields.shift_remove("spaceKey");
        let id = Value::from(text(&space["id"]));
        fields.insert("spaceId".to_owned(), if wanted == Wanted::Several { vec![id].into() } else { id });
    }
    Ok(())
}

fn find(
    requests: Requests<'_>,
    fields: &Fields,
    route: &str,
    same: impl Fn(&Value) -> bool,
) -> Result<Option<Value>, Error> {
    let found: Value = requests.send(route, fields)?.json()?;
    Ok(found["results"].as_array().and_then(|spaces| spaces.iter().find(|space| same(space)).cloned()))
}

/// The id, which may be alone in a list.
fn only(id: &Value) -> Result<String, Error> {
    match id {
        Value::Array(ids) => match ids.as_slice() {
            [id] => Ok(text(id)),
            _ => Err(Error::new(ErrorKind::InvalidInput, "Data Center lists one space at a time")
                .problem("/spaceId", "must be one id here")),
        },
        id => Ok(text(id)),
    }
}

fn text(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

fn none(space: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no space `{space}`"))
        .hint("Check it with `list-spaces`, and whether the account of the connection may see the space")
}
