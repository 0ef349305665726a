//! `/space/{key}/permission`.

use http::StatusCode;
use serde_json::json;

use super::space;
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::Store;

/// Allows somebody one operation in a space; reading comes first.
pub(crate) fn add(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    let operation = &call.value["operation"];
    let (key, target) =
        (operation["key"].as_str().unwrap_or_default(), operation["target"].as_str().unwrap_or_default());
    let (kind, subject) = subject(call, &store)?;
    let reads = store.permissions(id).iter().any(|known| {
        known.subject_type == kind
            && known.subject == subject
            && (known.key.as_str(), known.target.as_str()) == ("read", "space")
    });
    if !reads && (key, target) != ("read", "space") {
        return Err(Shape::V1.invalid("The subject has no permission to read the space"));
    }
    let made = store.allow(id, (&kind, &subject), (key, target));
    let number = made.ok_or_else(|| Shape::V1.invalid("The permission exists already"))?;
    let body = json!({
        "id": number,
        "subject": {"type": kind, "identifier": subject},
        "operation": {"key": key, "target": target},
        "_links": {"base": call.base(), "context": "/wiki"},
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Allows or forbids somebody operations on custom content.
pub(crate) fn add_custom(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    let (kind, subject) = subject(call, &store)?;
    for operation in call.value["operations"].as_array().into_iter().flatten() {
        let key = operation["key"].as_str().unwrap_or_default();
        let target = operation["target"].as_str().unwrap_or_default();
        if operation["access"] == true {
            store.allow(id, (&kind, &subject), (key, target));
        } else {
            store.disallow(id, |known| {
                known.subject_type == kind && known.subject == subject && known.key == key && known.target == target
            });
        }
    }
    Ok(Answer::empty(StatusCode::OK))
}

/// Takes a permission away.
pub(crate) fn remove(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    let number = call.number(1, "id")?;
    if !store.disallow(id, |known| known.id == number) {
        return Err(v1(StatusCode::NOT_FOUND, &format!("No permission found with id: {number}")));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Reads who is meant; a group may be named by its name.
fn subject(call: &Call<'_>, store: &Store) -> Result<(String, String), Answer> {
    let subject = &call.value["subject"];
    let name = subject["identifier"].as_str().unwrap_or_default();
    let found = match subject["type"].as_str() {
        Some("group") => {
            let group = store.groups().iter().find(|group| group.id == name || group.name == name);
            group.map(|group| ("group".to_owned(), group.id.clone()))
        }
        _ => Account::with_id(name).map(|account| ("user".to_owned(), account.id().to_owned())),
    };
    found.ok_or_else(|| Shape::V1.invalid(&format!("There is no such subject: {name}")))
}
