//! `/space-roles`, `/space-role-mode` and the move from permissions to roles.

use http::StatusCode;
use serde_json::{Value, json};

use super::fields::invalid;
use super::space_access::rows;
use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{PERMISSIONS, Role, Store};

/// Tells how far the site is from permissions to roles: it has both, as sites were for a while.
pub(crate) fn mode(_: &Call<'_>) -> Answer {
    Answer::json(StatusCode::OK, &json!({"mode": "ROLES_TRANSITION"}))
}

/// Lists the roles, maybe only those that somebody has in a space.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let space = parameters.number("space-id", "Long")?;
    let (principal, kind) = (parameters.one("principal-id"), parameters.one("principal-type"));
    let store = call.world.store();
    if space.is_some_and(|space| store.space(space).is_none()) {
        return Err(v2(StatusCode::NOT_FOUND, "Cannot find the space"));
    }
    let has = |role: &Role| {
        let Some(space) = space.filter(|_| principal.is_some() || kind.is_some()) else { return true };
        store.assignments(space).iter().any(|one| {
            one.role == role.id
                && principal.is_none_or(|principal| one.principal == principal)
                && kind.is_none_or(|kind| one.principal_type == kind)
        })
    };
    let found: Vec<Value> = store
        .roles()
        .iter()
        .filter(|role| parameters.one("role-type").is_none_or(|kind| (kind == "SYSTEM") == role.system))
        .filter(|role| has(role))
        .map(row)
        .collect();
    rows(call, "space-roles", &found)
}

/// Creates a role.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let (name, description, permissions) = read(call)?;
    let mut store = call.world.store();
    if store.roles().iter().any(|role| role.name == name) {
        return Err(invalid(&format!("There is a role with the name '{name}' already")));
    }
    let role = store.add_role(name, description, permissions);
    Ok(Answer::json(StatusCode::CREATED, &row(&role)))
}

/// Returns a role.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let mut json = row(find(&store, call.capture(0))?);
    json["_links"] = json!({"base": call.base()});
    Ok(Answer::json(StatusCode::OK, &json))
}

/// Changes a role; that takes a while on real sites, so the answer names a task.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let (name, description, permissions) = read(call)?;
    let mut store = call.world.store();
    let id = find(&store, call.capture(0))?.id.clone();
    let (name, description) = (name.to_owned(), description.to_owned());
    let changed = store.change_role(Role { id, system: false, name, description, permissions });
    let mut json = row(changed.ok_or_else(|| invalid("A system role cannot be changed"))?);
    if let Value::Object(map) = &mut json {
        map.remove("spacePermissions");
    }
    json["taskId"] = json!(store.begin_transition());
    Ok(Answer::json(StatusCode::ACCEPTED, &json))
}

/// Deletes a role.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = find(&store, call.capture(0))?.id.clone();
    if !store.remove_role(&id) {
        return Err(invalid("A system role cannot be deleted"));
    }
    Ok(Answer::json(StatusCode::ACCEPTED, &json!({"taskId": store.begin_transition()})))
}

/// Lists combinations of permissions that fit no role; there is none.
pub(crate) fn list_combinations(_: &Call<'_>) -> Answer {
    Answer::json(StatusCode::OK, &json!({"results": [], "generatedAt": null, "cursor": null}))
}

/// Begins a task of the move from permissions to roles.
pub(crate) fn begin(call: &Call<'_>) -> Answer {
    let id = call.world.store().begin_transition();
    let url = format!("{}/api/v2/space-permissions/transition/tasks/{id}", call.base());
    let body = json!({"taskId": id, "status": "IN_PROGRESS", "statusUrl": url});
    Answer::json(StatusCode::ACCEPTED, &body)
}

/// Tells how far such a task is; there is nothing to do, so it is done by then.
pub(crate) fn status(call: &Call<'_>) -> Reply {
    let id = call.capture(0);
    if !call.world.store().has_transition(id) {
        return Err(v2(StatusCode::NOT_FOUND, &format!("Cannot find a task with id [{id}]")));
    }
    Ok(Answer::json(StatusCode::OK, &json!({"taskId": id, "status": "COMPLETED"})))
}

fn read<'a>(call: &'a Call<'_>) -> Result<(&'a str, &'a str, Vec<String>), Answer> {
    let text = |name: &str| call.value[name].as_str().unwrap_or_default();
    let name = text("name");
    if name.is_empty() {
        return Err(invalid("Field 'name' must not be empty"));
    }
    let permissions: Vec<String> = call.value["spacePermissions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect();
    let exists = |id: &String| PERMISSIONS.iter().any(|(key, target)| *id == format!("{key}/{target}"));
    match permissions.iter().find(|id| !exists(id)) {
        Some(id) => Err(invalid(&format!("There is no permission with id {id}"))),
        None => Ok((name, text("description"), permissions)),
    }
}

fn find<'a>(store: &'a Store, id: &str) -> Result<&'a Role, Answer> {
    let absent = || v2(StatusCode::NOT_FOUND, &format!("Cannot find a role with id [{id}]"));
    store.roles().iter().find(|role| role.id == id).ok_or_else(absent)
}

fn row(role: &Role) -> Value {
    json!({
        "id": role.id,
        "type": if role.system { "SYSTEM" } else { "CUSTOM" },
        "name": role.name,
        "description": role.description,
        "spacePermissions": role.permissions,
    })
}
