//! `/longtask…`.

use http::StatusCode;
use serde_json::{Value, json};

use super::call::Call;
use super::expand::{Expand, LEAF};
use super::instance::{Job, Task};
use super::listing::Window;
use super::refusal::missing;
use crate::answer::{Answer, Reply};

/// Answers that a task was started.
///
/// The links are under `links` as they are on Cloud; that the document's `statusPath` has the path, and that
/// `resultPath` is absent without a result, are guesses.
pub(super) fn submitted(id: &str) -> Answer {
    let path = format!("/rest/api/longtask/{id}");
    let body = json!({"id": id, "links": {"status": path}, "statusPath": path});
    Answer::json(StatusCode::ACCEPTED, &body)
}

/// Lists the tasks; who only looks at the list does not bring them on.
pub(super) fn list(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    Expand::read(&call.parameters, "", &LEAF)?;
    let window = Window::read(call, 100)?;
    let tasks = call.instance().tasks.clone();
    Ok(Answer::json(StatusCode::OK, &window.page(call, tasks, |task| write(call, &task))))
}

/// Shows a task: half done at the first look, done at the second.
pub(super) fn get(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    Expand::read(&call.parameters, "", &LEAF)?;
    let id = call.capture(0);
    let task = call.instance().advance_task(id).ok_or_else(|| missing(&format!("No long task with id {id}")))?;
    Ok(Answer::json(StatusCode::OK, &write(call, &task)))
}

fn write(call: &Call<'_>, task: &Task) -> Value {
    let (name, about) = match &task.job {
        Job::DeleteSpace(_, key) => ("Deleting space", key),
        Job::DeleteUser(_, name) => ("Deleting user", name),
    };
    let message = |key: &str, text: String| json!({"key": key, "args": [about], "translation": text});
    json!({
        "id": task.id,
        "name": message("longtask.name", format!("{name} {about}")),
        "elapsedTime": u64::from(task.percentage) * 10,
        "percentageComplete": task.percentage,
        "successful": task.percentage == 100,
        "messages": [message("longtask.status", format!("{} % done", task.percentage))],
        "_links": {"self": format!("{}/rest/api/longtask/{}", call.base(), task.id)},
    })
}
