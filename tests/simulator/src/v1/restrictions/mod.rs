//! Restrictions of content: `/content/{id}/restriction`.

pub(super) mod all;
pub(super) mod by_operation;
pub(super) mod check;
mod orders;
mod subjects;

use serde_json::{Value, json};

use super::user::person;
use crate::accounts::Account;
use crate::answer::Answer;
use crate::refusal::no_content;
use crate::site::Call;
use crate::store::{Group, Kind, Status, Store, Subject};

/// What can be restricted.
const OPERATIONS: [&str; 2] = ["read", "update"];

/// Returns the id of content that can be restricted.
fn restrictable(call: &Call<'_>, store: &Store) -> Result<u64, Answer> {
    let id = call.id()?;
    let content = store.content(id).filter(|page| matches!(page.kind, Kind::Page | Kind::Blogpost));
    content.filter(|page| page.status != Status::Trashed).map(|page| page.id).ok_or_else(|| no_content(id))
}

/// Writes who may do something with some content.
fn row(call: &Call<'_>, store: &Store, content: u64, operation: &str) -> Value {
    let base = call.base();
    let of = store.restrictions(content).iter().filter(|restriction| restriction.operation == operation);
    let (mut users, mut groups) = (Vec::new(), Vec::new());
    for restriction in of {
        match &restriction.subject {
            Subject::User(id) => {
                users.extend(Account::with_id(id).map(|account| person(&call.world.options, account)));
            }
            Subject::Group(id) => groups.extend(store.group(id).map(group)),
        }
    }
    let list = |rows: Vec<Value>| {
        let size = rows.len();
        json!({"results": rows, "start": 0, "limit": 200, "size": size})
    };
    let own = format!("{base}/rest/api/content/{content}/restriction/byOperation/{operation}");
    json!({
        "operation": operation,
        "restrictions": {"user": list(users), "group": list(groups), "_expandable": {}},
        "_expandable": {"content": format!("/rest/api/content/{content}")},
        "_links": {"self": own},
    })
}

/// Writes a group as v1 has it wherever it names one.
pub(super) fn group(group: &Group) -> Value {
    json!({
        "type": "group",
        "name": group.name,
        "id": group.id,
        "usageType": "USERBASE_GROUP",
        "managedBy": "ADMINS",
        "_links": {},
    })
}
