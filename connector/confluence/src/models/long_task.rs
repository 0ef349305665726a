use schemars::JsonSchema;

/// A task that Confluence works on after it answered.
#[derive(JsonSchema)]
pub struct LongTask {
    /// The id of the task, such as `1180606`.
    pub id: String,
    /// Where the task says how far it is.
    pub links: Option<LongTaskLinks>,
}

/// Addresses of a task.
#[derive(JsonSchema)]
pub struct LongTaskLinks {
    /// The path that says how far it is, such as `/rest/api/longtask/1180606`.
    pub status: Option<String>,
}
