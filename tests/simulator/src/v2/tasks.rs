//! `/tasks`: the check boxes in pages and blog posts.

use http::StatusCode;
use serde_json::{Value, json};

use super::fields::invalid;
use super::listing;
use crate::answer::{Answer, Reply};
use crate::clock::Stamp;
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Kind, PageBody, Store, Task};

use super::body;

/// Lists tasks, narrowed by what the query says.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let mut ids = Vec::new();
    for task in store.tasks() {
        if store.content(task.content).is_some_and(|page| page.status.is_listed()) && wanted(call, &store, task)? {
            ids.push(task.id);
        }
    }
    listing::answer(call, "/wiki/api/v2/tasks", &ids, 25, |id| {
        let task = store.tasks().iter().find(|task| task.id == id)?;
        Some(row(call, &store, task))
    })
}

/// Returns a task.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let id = call.id()?;
    let store = call.world.store();
    found(call, &store, id)
}

/// Checks a task or takes the check away; of the other fields none can be changed.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let id = call.id()?;
    let done = call.value["status"] == "complete";
    if call.value["id"].as_str().is_some_and(|given| given != id.to_string()) {
        return Err(invalid("Field 'id' does not fit the path"));
    }
    let mut store = call.world.store();
    store.set_task(id, done);
    found(call, &store, id)
}

fn found(call: &Call<'_>, store: &Store, id: u64) -> Reply {
    let task = store.tasks().iter().find(|task| task.id == id);
    let absent = || v2(StatusCode::NOT_FOUND, &format!("Cannot find a task with id [{id}]"));
    Ok(Answer::json(StatusCode::OK, &row(call, store, task.ok_or_else(absent)?)))
}

fn wanted(call: &Call<'_>, store: &Store, task: &Task) -> Result<bool, Answer> {
    let parameters = &call.parameters;
    let content = store.content(task.content);
    let is = |kind: Kind| content.filter(|page| page.kind == kind).map(|page| page.id);
    let places = [
        ("task-id", Some(task.id)),
        ("space-id", content.map(|page| page.space)),
        ("page-id", is(Kind::Page)),
        ("blogpost-id", is(Kind::Blogpost)),
    ];
    for (name, own) in places {
        if let Some(ids) = parameters.numbers(name, 250)?
            && !own.is_some_and(|own| ids.contains(&own))
        {
            return Ok(false);
        }
    }
    let people = [
        ("created-by", Some(ACCOUNT_ID)),
        ("assigned-to", task.assignee.as_deref()),
        ("completed-by", task.completed.map(|_| ACCOUNT_ID)),
    ];
    for (name, own) in people {
        if let Some(accounts) = parameters.list(name)
            && !own.is_some_and(|own| accounts.contains(&own))
        {
            return Ok(false);
        }
    }
    // No task of the simulator is ever due.
    for (name, at) in [("created-at", Some(task.created)), ("due-at", None), ("completed-at", task.completed)] {
        let at = at.map(Stamp::epoch_milliseconds);
        let from = parameters.number(&format!("{name}-from"), "Long")?;
        let to = parameters.number(&format!("{name}-to"), "Long")?;
        if from.is_some_and(|from| at.is_none_or(|at| at < from)) || to.is_some_and(|to| at.is_none_or(|at| at > to)) {
            return Ok(false);
        }
    }
    let blank = PageBody::storage_of(&task.body).text().is_empty();
    // Blank tasks are listed unless the query says otherwise: a guess.
    let blanks = parameters.one("include-blank-tasks") != Some("false");
    let state = parameters.one("status").is_none_or(|status| status == state(task));
    Ok(state && (blanks || !blank))
}

fn state(task: &Task) -> &'static str {
    if task.done { "complete" } else { "incomplete" }
}

fn row(call: &Call<'_>, store: &Store, task: &Task) -> Value {
    let page = store.content(task.content);
    let place = if page.is_some_and(|page| page.kind == Kind::Blogpost) { "blogPostId" } else { "pageId" };
    json!({
        "id": task.id.to_string(),
        "localId": task.local,
        "spaceId": page.map(|page| page.space.to_string()),
        place: task.content.to_string(),
        "status": state(task),
        "body": body::read(&PageBody::storage_of(&task.body), call.parameters.one("body-format")),
        "createdBy": ACCOUNT_ID,
        "assignedTo": task.assignee,
        "completedBy": task.completed.map(|_| ACCOUNT_ID),
        "createdAt": task.created.to_string(),
        "updatedAt": task.updated.to_string(),
        "dueAt": null,
        "completedAt": task.completed.map(|at| at.to_string()),
    })
}
