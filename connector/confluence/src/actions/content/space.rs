//! The space that an input names, by id or by key, on either deployment: Cloud's second API takes ids, Data Center takes
//! keys.

use connector_sdk::serde_json::Value;
use connector_sdk::{ActionRoute, Context, Error, ErrorKind, Fields, Route};

use super::Requests;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::id_text::id_text;

const BY_KEY: &str = "GET /wiki/api/v2/spaces?keys={spaceKey}&limit=1";
const BY_ID: &str = "GET /rest/api/space?spaceId={spaceId}&limit=1";

/// The names of the inputs for the id and the key of a space.
pub(in crate::actions) const SPACE: (&str, &str) = ("spaceId", "spaceKey");

/// Finds the id of a space by its key; Cloud takes ids. Without a key its scope is not needed.
pub(in crate::actions) const SPACE_BY_KEY: ActionRoute =
    ActionRoute::new(BY_KEY, &[&["read:space:confluence"]]).when(CLOUD).given(&[("spaceKey", &["*"])]);

/// Finds the key of a space, which Data Center takes.
pub(in crate::actions) const SPACE_BY_ID: ActionRoute =
    ActionRoute::new(BY_ID, data_center::READ).when(ON_PREM).given(&[("spaceId", &["*"])]);

/// The requests that find a space by what the service does not take; an action that calls [`settle`] or [`located`] may
/// make them.
pub(in crate::actions) const LOOKUP: &[ActionRoute] = &[SPACE_BY_KEY, SPACE_BY_ID];

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
    locate(requests.context(), fields, SPACE, wanted)
}

/// The same for one space whose id and key have these names in the input.
///
/// # Errors
/// As [`settle`].
pub(in crate::actions) fn located(
    context: &Context<'_>,
    mut fields: Fields,
    names: (&str, &str),
) -> Result<Fields, Error> {
    locate(context, &mut fields, names, Wanted::One)?;
    Ok(fields)
}

fn locate(
    context: &Context<'_>,
    fields: &mut Fields,
    (id_name, key_name): (&str, &str),
    wanted: Wanted,
) -> Result<(), Error> {
    let given = |name: &str| fields.get(name).filter(|value| !value.is_null()).cloned();
    let (id, key) = (given(id_name), given(key_name));
    if id.is_none() && key.is_none() && wanted == Wanted::One {
        return Err(Error::new(ErrorKind::InvalidInput, "no space is given")
            .problem(format!("/{key_name}"), format!("is needed, or `{id_name}`")));
    }
    if id.is_some() && key.is_some() {
        return Err(Error::new(ErrorKind::InvalidInput, "the space is given twice")
            .problem(format!("/{key_name}"), format!("cannot stand beside `{id_name}`")));
    }
    // The link of an earlier page says everything.
    if fields.get("cursor").and_then(Value::as_str).is_some_and(|cursor| cursor.contains('?')) {
        return Ok(());
    }
    match (is_on_prem(context), id, key) {
        (true, Some(id), _) => {
            let id = only(&id)?;
            let space = find(context, BY_ID, SPACE.0, &id)?.ok_or_else(|| no_space(id_name, &id))?;
            // A server that does not know the parameter answers with any space.
            if text(&space["id"]) != id {
                return Err(Error::new(ErrorKind::Unavailable, "this Confluence does not find spaces by their id")
                    .problem(format!("/{id_name}"), format!("has no meaning here; give `{key_name}` instead")));
            }
            fields.shift_remove(id_name);
            fields.insert(key_name.to_owned(), space["key"].clone());
        }
        (false, _, Some(Value::String(key))) => {
            let space = find(context, BY_KEY, SPACE.1, &key)?.ok_or_else(|| no_space(key_name, &key))?;
            fields.shift_remove(key_name);
            let id = Value::from(text(&space["id"]));
            fields.insert(id_name.to_owned(), if wanted == Wanted::Several { vec![id].into() } else { id });
        }
        _ => {}
    }
    Ok(())
}

fn find(context: &Context<'_>, route: &str, name: &str, value: &str) -> Result<Option<Value>, Error> {
    let route = Route::parse(route).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let request = route.request(&Fields::from_iter([(name.to_owned(), value.into())]))?;
    let mut found: Value = context.send(&request)?.json()?;
    Ok(found.pointer_mut("/results/0").map(Value::take))
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
    id_text(id).unwrap_or_default()
}

/// Says that an input names a space that is not there.
pub(crate) fn no_space(name: &str, value: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no space `{value}`"))
        .problem(format!("/{name}"), "names no space that the account of the connection may see")
        .hint("Check it with `list-spaces`: Confluence shows only what the account of the connection may see")
}
