use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Context, Error, ErrorKind, Fields, Json, Outcome};
use serde::{Deserialize, Serialize};

use super::GetLongTask;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::id_text::id_text;

/// The request that finds out how far a task is, for [`Action::ALSO`] of an action that calls [`follow`].
pub(in crate::actions) const FOLLOW: ActionRoute =
    ActionRoute::new("GET /wiki/rest/api/longtask/{taskId}", GetLongTask::SCOPES)
        .when(CLOUD)
        .answer(data_center::long_task);

/// The same on Data Center and Server.
pub(in crate::actions) const FOLLOW_ON_PREM: ActionRoute =
    ActionRoute::new("GET /rest/api/longtask/{taskId}", data_center::READ).when(ON_PREM).answer(data_center::long_task);

/// How long to wait before the first question, in milliseconds; each wait is twice as long as the one before.
const FIRST_WAIT: u64 = 1_000;

/// The longest wait, in milliseconds.
const LONGEST_WAIT: u64 = 10_000;

/// Performs an action that begins a long task, and waits for the end of the task, unless `wait` is false: then its output
/// is the task as it began.
///
/// # Errors
/// What the service answered; `service` where the task failed.
pub(in crate::actions) fn follow<A: Action>(
    context: &Context<'_>,
    mut fields: Fields,
    resume: Option<Json>,
) -> Result<Outcome, Error> {
    let waits = fields.shift_remove("wait") != Some(Value::Bool(false));
    if let Some(resume) = resume {
        let task: Followed = resume.read()?;
        let status = context.perform_among::<A>(A::ALSO, task.fields()).map_err(|error| task.lost(error))?;
        return task.go_on(status);
    }
    let begun = context.perform::<A>(fields)?;
    if waits { begin(begun) } else { Ok(begun.into()) }
}

/// A task that is waited for.
#[derive(Serialize, Deserialize)]
struct Followed {
    /// Its id.
    task: String,
    /// How often it was asked after.
    asked: u32,
}

/// Waits for a task that was begun; an answer that names none is all that there is to know.
fn begin(begun: Json) -> Result<Outcome, Error> {
    let answer: Value = begun.read()?;
    let from_path = || answer["statusPath"].as_str()?.rsplit('/').next().map(str::to_owned);
    match id_text(&answer["id"]).or_else(from_path).filter(|id| !id.is_empty()) {
        Some(task) => Followed { task, asked: 0 }.wait("begun"),
        None => Ok(begun.into()),
    }
}

impl Followed {
    fn fields(&self) -> Fields {
        Fields::from_iter([("taskId".to_owned(), self.task.as_str().into())])
    }

    fn wait(&self, message: &str) -> Result<Outcome, Error> {
        let after = FIRST_WAIT.saturating_mul(1 << self.asked.min(8)).min(LONGEST_WAIT);
        Outcome::waiting(self, after, message)
    }

    fn go_on(self, answer: Json) -> Result<Outcome, Error> {
        let status: Value = answer.read()?;
        if status["finished"] != Value::Bool(true) {
            let done = status["percentageComplete"].as_f64();
            let message = done.map_or_else(|| "under way".to_owned(), |done| format!("{done:.0} % done"));
            return Self { asked: self.asked.saturating_add(1), ..self }.wait(&message);
        }
        if status["successful"] == Value::Bool(false) {
            return Err(self.failed(&status));
        }
        Ok(answer.into())
    }

    fn failed(&self, status: &Value) -> Error {
        let mut said: Vec<String> = Vec::new();
        let messages = ["errors", "messages"].iter().filter_map(|name| status[*name].as_array()).flatten();
        for message in messages {
            let text = ["translation", "key"].iter().find_map(|name| message[*name].as_str()).unwrap_or_default();
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !line.is_empty() && !said.contains(&line) {
                said.push(line);
            }
        }
        let message = if said.is_empty() {
            "the long task failed and does not say why".to_owned()
        } else {
            format!("the long task failed: {}", said.join("; "))
        };
        Error::new(ErrorKind::Service, message)
            .hint(format!("See what it did before you try again; `get-long-task` shows the task `{}`", self.task))
    }

    /// Confluence forgets its tasks after a while, and some when it starts anew.
    fn lost(&self, error: Error) -> Error {
        if error.status != Some(404) {
            return error;
        }
        let message = format!("Confluence no longer knows the long task `{}`", self.task);
        Error { message, ..error }.hint("See whether it did what it should before you try again")
    }
}
