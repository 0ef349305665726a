use schemars::JsonSchema;

/// A task that Confluence goes on with after it answered.
#[derive(JsonSchema)]
pub struct LongTask {
    /// The id of the task.
    pub id: String,
    /// Where its state is found.
    pub links: Option<LongTaskLinks>,
}

/// Where the state of a task is found.
#[derive(JsonSchema)]
pub struct LongTaskLinks {
    /// The path of the task, such as `/rest/api/longtask/1180`.
    pub status: Option<String>,
}
