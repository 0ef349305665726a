//! `/longtask`, and how work is accepted that takes a while.

use http::StatusCode;
use serde_json::{Value, json};

use super::listing;
use crate::answer::{Answer, Reply};
use crate::refusal::v1;
use crate::site::Call;
use crate::store::{Job, LongTask, Store};

/// Accepts a job: 202 with the address of its task.
pub(super) fn accept(call: &Call<'_>, store: &mut Store, job: Job) -> Answer {
    let id = store.begin(job, call.world.now());
    let links = json!({"status": format!("/rest/api/longtask/{id}")});
    Answer::json(StatusCode::ACCEPTED, &json!({"id": id.to_string(), "links": links}))
}

/// Lists the tasks that are under way; looking at the list brings none forward.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let key = call.parameters.one("key");
    let rows: Vec<Value> = store
        .long_tasks()
        .iter()
        .filter(|task| !task.done && key.is_none_or(|key| key == name(&task.job)))
        .map(|task| row(call, task))
        .collect();
    listing::answer(call, "/rest/api/longtask", &rows, 100)
}

/// Returns a task, which looking at it brings forward.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let id = call.capture(0);
    let absent = || v1(StatusCode::NOT_FOUND, &format!("No long running task found with id: {id}"));
    let number = id.parse().map_err(|_| absent())?;
    let task = call.world.store().look_at_long_task(number, call.world.now()).ok_or_else(absent)?;
    Ok(Answer::json(StatusCode::OK, &row(call, &task)))
}

fn row(call: &Call<'_>, task: &LongTask) -> Value {
    let base = call.base();
    let elapsed = call.world.now().saturating_sub(task.begun);
    let messages: Vec<Value> = task.failure.iter().map(|failure| json!({"translation": failure, "args": []})).collect();
    json!({
        "id": task.id.to_string(),
        "name": {"key": name(&task.job), "args": []},
        "elapsedTime": u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        "percentageComplete": task.percentage(),
        "successful": task.done && task.failure.is_none(),
        "finished": task.done,
        "messages": messages,
        "errors": messages,
        "_links": {"self": format!("{base}/rest/api/longtask/{}", task.id), "base": base, "context": "/wiki"},
    })
}

/// Names a job; real keys were not seen.
fn name(job: &Job) -> &'static str {
    match job {
        Job::Archive(_) => "com.atlassian.confluence.archive.pages",
        Job::DeleteTree(_) => "com.atlassian.confluence.delete.pagetree",
        Job::DeleteSpace(_) => "com.atlassian.confluence.delete.space",
        Job::Copy(_) => "com.atlassian.confluence.copy.pagehierarchy",
    }
}
