//! `POST /content/{id}/permission/check`.

use http::StatusCode;
use serde_json::json;

use super::{restrictable, subjects};
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::{Store, Subject};

/// Tells whether somebody may do something with some content.
pub(crate) fn check(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = restrictable(call, &store)?;
    let subject = &call.value["subject"];
    let name = subject["identifier"].as_str().unwrap_or_default();
    let subject = match subject["type"].as_str() {
        Some("group") => subjects::group(&store, name)?,
        _ => subjects::user(name)?,
    };
    let operation = call.value["operation"].as_str().unwrap_or_default();
    // What stands above content shuts out its readers too, but not its writers.
    let above = store.ancestors(id);
    let readable = above.iter().map(|page| page.id).chain([id]).all(|id| lets_in(&store, id, "read", &subject));
    let allowed = readable && (operation == "read" || lets_in(&store, id, "update", &subject));
    let errors = if allowed { json!([]) } else { json!([{"translation": "Restricted", "args": []}]) };
    let links = json!({"base": call.base(), "context": "/wiki"});
    Ok(Answer::json(StatusCode::OK, &json!({"hasPermission": allowed, "errors": errors, "_links": links})))
}

fn lets_in(store: &Store, content: u64, operation: &str, subject: &Subject) -> bool {
    let mut restrictions = store.restrictions(content).iter().filter(|known| known.operation == operation).peekable();
    restrictions.peek().is_none()
        || restrictions.any(|known| known.subject == *subject || is_member(store, subject, &known.subject))
}

fn is_member(store: &Store, subject: &Subject, group: &Subject) -> bool {
    let (Subject::User(user), Subject::Group(group)) = (subject, group) else { return false };
    let group = store.group(group);
    group.is_some_and(|group| Account::with_id(user).is_some_and(|account| group.members.contains(&account)))
}
