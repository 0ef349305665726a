//! A space by its id or its key: Cloud's second API takes ids, Data Center takes keys.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{ActionRoute, Context, Error, ErrorKind, Fields, Route};
use serde::Deserialize;

use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};

const BY_KEY: &str = "GET /wiki/api/v2/spaces?keys={spaceKey}&limit=1";
const BY_ID: &str = "GET /rest/api/space?spaceId={spaceId}&limit=1";

/// The requests that find a space by what the service does not take; an action that calls [`located`] may make them.
pub(in crate::actions) const LOOKUP: &[ActionRoute] = &[
    ActionRoute::new(BY_KEY, &[&["read:space:confluence"]]).when(CLOUD),
    ActionRoute::new(BY_ID, data_center::READ).when(ON_PREM),
];

/// The same for an action of Cloud.
pub(in crate::actions) const LOOKUP_ON_CLOUD: &[ActionRoute] =
    &[ActionRoute::new(BY_KEY, &[&["read:space:confluence"]])];

/// The names of the inputs for the id and the key of a space.
pub(in crate::actions) const SPACE: (&str, &str) = ("spaceId", "spaceKey");

#[derive(Deserialize)]
struct Found {
    results: Vec<FoundSpace>,
}

#[derive(Deserialize)]
struct FoundSpace {
    id: Value,
    key: String,
}

impl FoundSpace {
    /// Whether this is its id, which is a number in the first API.
    fn is(&self, id: &str) -> bool {
        self.id.as_str() == Some(id) || self.id.as_u64().is_some_and(|own| id.parse() == Ok(own))
    }
}

/// Leaves of the id and the key of a space, of which one is given, what the service takes: the id on Cloud, the key on
/// Data Center.
pub(in crate::actions) fn located(
    context: &Context<'_>,
    mut fields: Fields,
    (id, key): (&str, &str),
) -> Result<Fields, Error> {
    match (fields.get(id).and_then(Value::as_str), fields.get(key).and_then(Value::as_str)) {
        (None, None) => Err(Error::new(ErrorKind::InvalidInput, "it is not said which space")
            .problem("", format!("needs one of `{id}`, `{key}`"))),
        (Some(_), Some(_)) => Err(Error::new(ErrorKind::InvalidInput, "a space has an id or a key here, not both")
            .problem(format!("/{key}"), format!("cannot stand beside `{id}`"))),
        (Some(given), None) if is_on_prem(context) => {
            let space = find(context, BY_ID, SPACE.0, given)?.ok_or_else(|| missing(id, given))?;
            // A server that does not know the parameter answers with any space.
            if !space.is(given) {
                return Err(Error::new(ErrorKind::Unavailable, "this Confluence does not find spaces by their id")
                    .problem(format!("/{id}"), format!("has no meaning here; give `{key}` instead")));
            }
            fields.shift_remove(id);
            fields.insert(key.to_owned(), space.key.into());
            Ok(fields)
        }
        (None, Some(given)) if !is_on_prem(context) => {
            let space = find(context, BY_KEY, SPACE.1, given)?.ok_or_else(|| missing(key, given))?;
            fields.shift_remove(key);
            fields.insert(id.to_owned(), space.id);
            Ok(fields)
        }
        _ => Ok(fields),
    }
}

fn find(context: &Context<'_>, route: &str, name: &str, value: &str) -> Result<Option<FoundSpace>, Error> {
    let route = Route::parse(route).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let request = route.request(&Fields::from_iter([(name.to_owned(), json!(value))]))?;
    let found: Found = context.send(&request)?.json()?;
    Ok(found.results.into_iter().next())
}

fn missing(name: &str, value: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("there is no space `{value}`"))
        .problem(format!("/{name}"), "names no space that the account of the connection may see")
        .hint("Check it with `list-spaces`: Confluence shows only what the account of the connection may see")
}
