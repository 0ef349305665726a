//! Tasks of pages and blog posts.

use connector_sdk::{Action, Answer, Ask, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LISTING;
use crate::bodies;
use crate::form::CLOUD;
use crate::models::{ListBodyFormat, Listing, Task};

/// Lists the tasks of pages and blog posts that the user may see.
///
/// A time is given in milliseconds since 1970 began in UTC, such as `1779866573016`; both ends of a range belong to it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListTasks {
    /// Whether they are done. By default, either.
    pub status: Option<TaskStatus>,
    /// The account ids of the users who are to do them. By default, anybody and nobody.
    #[schemars(length(max = 250))]
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub assigned_to: Option<Vec<String>>,
    /// The account ids of the users who created them. By default, anybody.
    #[schemars(length(max = 250))]
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub created_by: Option<Vec<String>>,
    /// The account ids of the users who completed them. By default, anybody.
    #[schemars(length(max = 250))]
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub completed_by: Option<Vec<String>>,
    /// The ids of the spaces that hold them. By default, every space.
    #[schemars(length(max = 250))]
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<Vec<String>>,
    /// The ids of the pages that have them. By default, every page.
    #[schemars(length(max = 250))]
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId"]}))]
    pub page_id: Option<Vec<String>>,
    /// The ids of the blog posts that have them. By default, every blog post.
    #[schemars(length(max = 250))]
    #[schemars(extend("x-options" = {"list": "blog-posts", "depends": ["spaceId"]}))]
    pub blogpost_id: Option<Vec<String>>,
    /// The ids of the tasks themselves. By default, any.
    #[schemars(length(max = 250))]
    pub task_id: Option<Vec<String>>,
    /// The earliest time at which they were created. By default, any.
    pub created_at_from: Option<i64>,
    /// The latest time at which they were created. By default, any.
    pub created_at_to: Option<i64>,
    /// The earliest time at which they are due. By default, any or none.
    pub due_at_from: Option<i64>,
    /// The latest time at which they are due. By default, any or none.
    pub due_at_to: Option<i64>,
    /// The earliest time at which they were completed. By default, any or none.
    pub completed_at_from: Option<i64>,
    /// The latest time at which they were completed. By default, any or none.
    pub completed_at_to: Option<i64>,
    /// Whether to list tasks without a text too. Default: `true`.
    pub include_blank_tasks: Option<bool>,
    /// The representation in which to include the texts. By default, no texts.
    pub body_format: Option<ListBodyFormat>,
}

/// Whether a task is done.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TaskStatus {
    /// Done.
    Complete,
    /// Not done yet.
    Incomplete,
}

impl Action for ListTasks {
    type Output = Listing<Task>;
    const NAME: &str = "list-tasks";
    const GROUP: &str = "tasks";
    const ROUTE: &str = "GET /wiki/api/v2/tasks\
        ?status={status}\
        &assigned-to={assignedTo}\
        &created-by={createdBy}\
        &completed-by={completedBy}\
        &space-id={spaceId}\
        &page-id={pageId}\
        &blogpost-id={blogpostId}\
        &task-id={taskId}\
        &created-at-from={createdAtFrom}\
        &created-at-to={createdAtTo}\
        &due-at-from={dueAtFrom}\
        &due-at-to={dueAtTo}\
        &completed-at-from={completedAtFrom}\
        &completed-at-to={completedAtTo}\
        &include-blank-tasks={includeBlankTasks}\
        &body-format={bodyFormat}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:task:confluence"]];
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Gets one task by id.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetTask {
    /// The id of the task, as `list-tasks` has it.
    pub id: String,
    /// The representation in which to include the text. By default, no text.
    pub body_format: Option<ListBodyFormat>,
}

impl Action for GetTask {
    type Output = Task;
    const NAME: &str = "get-task";
    const GROUP: &str = "tasks";
    const ROUTE: &str = "GET /wiki/api/v2/tasks/{id}?body-format={bodyFormat}";
    const SCOPES: Scopes = &[&["read:task:confluence"]];
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Updates a task: marks it as done or as not done.
///
/// Its text, user and due date are changed in its page or blog post.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateTask {
    /// The id of the task, as `list-tasks` has it.
    pub id: String,
    /// Whether it is done.
    pub status: TaskStatus,
    /// The representation in which to include the text. By default, no text.
    pub body_format: Option<ListBodyFormat>,
}

impl Action for UpdateTask {
    type Output = Task;
    const NAME: &str = "update-task";
    const GROUP: &str = "tasks";
    const ROUTE: &str = "PUT /wiki/api/v2/tasks/{id}?body-format={bodyFormat}";
    const SCOPES: Scopes = &[&["write:task:confluence"]];
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const WHEN: Conditions = CLOUD;
}
