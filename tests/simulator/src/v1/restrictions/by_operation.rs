//! The restrictions of one operation, and one by one.

use http::StatusCode;
use serde_json::{Value, json};

use super::{OPERATIONS, restrictable, row, subjects};
use crate::answer::{Answer, Reply};
use crate::refusal::v1;
use crate::site::Call;
use crate::store::{Restriction, Store, Subject};
use crate::v1::user::chosen;

/// Returns the restrictions by operation.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = restrictable(call, &store)?;
    let rows = OPERATIONS.iter().map(|operation| ((*operation).to_owned(), row(call, &store, id, operation)));
    let mut body: Value = rows.collect();
    body["_links"] = json!({"base": call.base(), "context": "/wiki"});
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Returns the restrictions of one operation.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = restrictable(call, &store)?;
    let operation = operation(call)?;
    Ok(Answer::json(StatusCode::OK, &row(call, &store, id, operation)))
}

/// Tells by the status whether a user is let in.
pub(crate) fn get_user(call: &Call<'_>) -> Reply {
    has(call, user(call)?)
}

/// Lets a user in.
pub(crate) fn put_user(call: &Call<'_>) -> Reply {
    add(call, user(call)?)
}

/// Lets a user in no longer.
pub(crate) fn delete_user(call: &Call<'_>) -> Reply {
    remove(call, &user(call)?)
}

/// Tells by the status whether a group is let in.
pub(crate) fn get_group(call: &Call<'_>) -> Reply {
    let subject = group(call, &call.world.store())?;
    has(call, subject)
}

/// Lets a group in.
pub(crate) fn put_group(call: &Call<'_>) -> Reply {
    let subject = group(call, &call.world.store())?;
    add(call, subject)
}

/// Lets a group in no longer.
pub(crate) fn delete_group(call: &Call<'_>) -> Reply {
    let subject = group(call, &call.world.store())?;
    remove(call, &subject)
}

fn operation<'a>(call: &'a Call<'_>) -> Result<&'a str, Answer> {
    let operation = call.capture(1);
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No such operation: {operation}"));
    OPERATIONS.contains(&operation).then_some(operation).ok_or_else(absent)
}

fn user(call: &Call<'_>) -> Result<Subject, Answer> {
    Ok(Subject::User(chosen(call)?.id().to_owned()))
}

fn group(call: &Call<'_>, store: &Store) -> Result<Subject, Answer> {
    subjects::group(store, call.capture(2))
}

fn has(call: &Call<'_>, subject: Subject) -> Reply {
    let store = call.world.store();
    let id = restrictable(call, &store)?;
    let wanted = Restriction { operation: operation(call)?.to_owned(), subject };
    if store.restrictions(id).contains(&wanted) {
        return Ok(Answer::empty(StatusCode::OK));
    }
    Err(v1(StatusCode::NOT_FOUND, "There is no such restriction"))
}

fn add(call: &Call<'_>, subject: Subject) -> Reply {
    let mut store = call.world.store();
    let id = restrictable(call, &store)?;
    store.restrict(id, Restriction { operation: operation(call)?.to_owned(), subject });
    Ok(Answer::empty(StatusCode::OK))
}

fn remove(call: &Call<'_>, subject: &Subject) -> Reply {
    let mut store = call.world.store();
    let id = restrictable(call, &store)?;
    let operation = operation(call)?;
    if !store.unrestrict(id, |known| known.operation == operation && known.subject == *subject) {
        return Err(v1(StatusCode::NOT_FOUND, "There is no such restriction"));
    }
    Ok(Answer::empty(StatusCode::OK))
}
