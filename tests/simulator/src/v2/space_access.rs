//! Who may do what in a space: `/spaces/{id}/permissions`, `/spaces/{id}/role-assignments`, `/space-permissions`.

use serde_json::{Value, json};

use super::fields::{invalid, missing};
use super::listing;
use crate::answer::Reply;
use crate::site::Call;
use crate::store::{Assignment, PERMISSIONS, Store};

/// Lists the single permissions in a space.
pub(crate) fn list_permissions(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    rows(call, &format!("spaces/{id}/permissions"), &permissions(&store, id))
}

/// Lists the permissions that exist.
pub(crate) fn list_available(call: &Call<'_>) -> Reply {
    let all: Vec<Value> = PERMISSIONS
        .iter()
        .map(|(key, target)| {
            // Whoever may do anything in a space must see it.
            let required = if *key == "read" { Vec::new() } else { vec!["read/space"] };
            json!({
                "id": format!("{key}/{target}"),
                "displayName": format!("{key} {target}"),
                "description": format!("May {key}: {target}"),
                "requiredPermissionIds": required,
            })
        })
        .collect();
    rows(call, "space-permissions", &all)
}

/// Lists who has which role in a space.
pub(crate) fn list_assignments(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let parameters = &call.parameters;
    let system = |role: &str| store.roles().iter().any(|known| known.id == role && known.system);
    let found: Vec<Value> = store
        .assignments(id)
        .iter()
        .filter(|one| parameters.one("role-id").is_none_or(|role| one.role == role))
        .filter(|one| parameters.one("role-type").is_none_or(|kind| (kind == "SYSTEM") == system(&one.role)))
        .filter(|one| parameters.one("principal-id").is_none_or(|principal| one.principal == principal))
        .filter(|one| parameters.one("principal-type").is_none_or(|kind| one.principal_type == kind))
        .map(assignment)
        .collect();
    rows(call, &format!("spaces/{id}/role-assignments"), &found)
}

/// Gives roles in a space, or takes them away where no role is named; all of it or nothing.
pub(crate) fn set_assignments(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    let orders = call.value.as_array().into_iter().flatten();
    let mut checked = Vec::new();
    for order in orders {
        let principal = &order["principal"];
        let kind = principal["principalType"].as_str().ok_or_else(|| missing("principal.principalType"))?;
        let principal = principal["principalId"].as_str().ok_or_else(|| missing("principal.principalId"))?;
        let role = order["roleId"].as_str();
        if let Some(role) = role.filter(|role| !store.roles().iter().any(|known| known.id == *role)) {
            return Err(invalid(&format!("There is no role with id {role}")));
        }
        checked.push((kind, principal, role));
    }
    for (kind, principal, role) in checked {
        store.assign(id, kind, principal, role);
    }
    let all = assignments(&store, id);
    rows(call, &format!("spaces/{id}/role-assignments"), &all)
}

/// Writes the single permissions in a space.
pub(super) fn permissions(store: &Store, space: u64) -> Vec<Value> {
    let rows = store.permissions(space);
    let rows = rows.iter().map(|permission| {
        json!({
            "id": permission.id.to_string(),
            "principal": {"type": permission.subject_type, "id": permission.subject},
            "operation": {"key": permission.key, "targetType": permission.target},
        })
    });
    rows.collect()
}

/// Writes who has which role in a space.
pub(super) fn assignments(store: &Store, space: u64) -> Vec<Value> {
    store.assignments(space).iter().map(assignment).collect()
}

/// Answers rows that have no ids of their own, by their places.
pub(super) fn rows(call: &Call<'_>, path: &str, all: &[Value]) -> Reply {
    let places: Vec<u64> = (0..all.len() as u64).collect();
    listing::answer(call, &format!("/wiki/api/v2/{path}"), &places, 25, |place| {
        all.get(usize::try_from(place).ok()?).cloned()
    })
}

fn assignment(one: &Assignment) -> Value {
    json!({"principal": {"principalType": one.principal_type, "principalId": one.principal}, "roleId": one.role})
}
