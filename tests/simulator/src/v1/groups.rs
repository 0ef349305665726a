//! `/group`.

use http::StatusCode;
use serde_json::{Value, json};

use super::listing;
use super::restrictions::group as row;
use super::user::person;
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::{Group, Store};

/// Lists the groups.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let access = call.parameters.one("accessType");
    let wanted = |group: &&Group| match access {
        None => true,
        Some("user") => group.name == "confluence-users",
        Some(_) => group.name == "site-admins",
    };
    let rows: Vec<Value> = store.groups().iter().filter(wanted).map(row).collect();
    listing::answer(call, "/rest/api/group", &rows, 200)
}

/// Lists the groups whose names have a part.
pub(crate) fn pick(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let query = call.parameters.one("query").unwrap_or_default().to_lowercase();
    let found = store.groups().iter().filter(|group| group.name.to_lowercase().contains(&query));
    sized(call, "/rest/api/group/picker", &found.map(row).collect::<Vec<_>>())
}

/// Creates a group.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let name = call.value["name"].as_str().unwrap_or_default().trim();
    let mut store = call.world.store();
    if name.is_empty() || store.groups().iter().any(|group| group.name == name) {
        return Err(Shape::V1.invalid(&format!("Invalid group name: '{name}'")));
    }
    let group = store.add_group(name);
    Ok(Answer::json(StatusCode::CREATED, &row(&group)))
}

/// Returns a group.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    Ok(Answer::json(StatusCode::OK, &row(find(&store, call.parameters.one("id"))?)))
}

/// Deletes a group.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let mut store = call.world.store();
    let id = find(&store, call.parameters.one("id"))?.id.clone();
    store.remove_group(&id);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Lists the members of a group; a group that is not there has none.
pub(crate) fn members(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.capture(0);
    let members = store.group(id).map(|group| group.members.clone()).unwrap_or_default();
    let rows: Vec<Value> = members.into_iter().map(|account| person(&call.world.options, account)).collect();
    sized(call, &format!("/rest/api/group/{id}/membersByGroupId"), &rows)
}

/// Adds a member to a group.
pub(crate) fn add_member(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let mut store = call.world.store();
    let id = find(&store, call.parameters.one("groupId"))?.id.clone();
    let account = account(call.value["accountId"].as_str())?;
    store.change_members(&id, account, true);
    Ok(Answer::empty(StatusCode::CREATED))
}

/// Removes a member from a group.
pub(crate) fn remove_member(call: &Call<'_>) -> Reply {
    call.only_for_admins()?;
    let mut store = call.world.store();
    let id = find(&store, call.parameters.one("groupId"))?.id.clone();
    let account = account(call.parameters.one("accountId"))?;
    store.change_members(&id, account, false);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Lists the groups of a user.
pub(crate) fn of_user(call: &Call<'_>) -> Reply {
    let account = Account::with_id(call.parameters.one("accountId").unwrap_or_default());
    let store = call.world.store();
    let found = store.groups().iter().filter(|group| account.is_some_and(|account| group.members.contains(&account)));
    listing::answer(call, "/rest/api/user/memberof", &found.map(row).collect::<Vec<_>>(), 200)
}

fn find<'a>(store: &'a Store, id: Option<&str>) -> Result<&'a Group, Answer> {
    let id = id.unwrap_or_default();
    store.group(id).ok_or_else(|| v1(StatusCode::NOT_FOUND, &format!("No group found with id: {id}")))
}

fn account(id: Option<&str>) -> Result<Account, Answer> {
    let id = id.unwrap_or_default();
    Account::with_id(id).ok_or_else(|| Shape::V1.invalid(&format!("No user found with accountId: {id}")))
}

/// Answers a list that tells its whole size on demand.
fn sized(call: &Call<'_>, path: &str, rows: &[Value]) -> Reply {
    let mut body = listing::part(call, path, rows, 200)?;
    if call.parameters.flag("shouldReturnTotalSize")? {
        body["totalSize"] = json!(rows.len());
    }
    Ok(Answer::json(StatusCode::OK, &body))
}
