use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

/// A long task at its end; as it began, where it was not waited for.
///
/// `get-long-task` says how far it is.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LongTask {
    /// The id of the task.
    pub id: Option<String>,
    /// Atlassian's name for the task among all its products (Cloud).
    pub ari: Option<String>,
    /// What the task does; given at its end.
    pub name: Option<LongTaskMessage>,
    /// Whether it ended, well or not; given at its end.
    pub finished: Option<bool>,
    /// Whether it did what it should; given at its end.
    pub successful: Option<bool>,
    /// How much of it is done, from 0 to 100; given at its end.
    pub percentage_complete: Option<i64>,
    /// For how long it ran, in milliseconds; given at its end.
    pub elapsed_time: Option<i64>,
    /// What it has to say; given at its end.
    pub messages: Option<Vec<LongTaskMessage>>,
    /// Its state, in a word (Cloud); given at its end.
    pub status: Option<String>,
    /// What went wrong on the way (Cloud); given at its end.
    pub errors: Option<Vec<LongTaskMessage>>,
    /// What only some tasks tell (Cloud); given at its end.
    pub additional_details: Option<LongTaskDetails>,
    /// Where to learn more; given at its beginning.
    pub links: Option<LongTaskLinks>,
    /// The path that tells how far it is (Data Center and Server); given at its beginning.
    pub status_path: Option<String>,
    /// The path of what comes of it (Data Center and Server); given at its beginning.
    pub result_path: Option<String>,
}

/// Where to learn more about a long task.
#[derive(JsonSchema)]
pub struct LongTaskLinks {
    /// The path that tells how far it is.
    pub status: Option<String>,
}

/// How far a long task is.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LongTaskStatus {
    /// The id of the task.
    pub id: Option<String>,
    /// Atlassian's name for the task among all its products (Cloud).
    pub ari: Option<String>,
    /// What the task does.
    pub name: Option<LongTaskMessage>,
    /// For how long it has been running, in milliseconds.
    pub elapsed_time: Option<i64>,
    /// How much of it is done, from 0 to 100.
    pub percentage_complete: Option<i64>,
    /// Whether it ended, well or not.
    pub finished: Option<bool>,
    /// Whether it has gone well so far; at its end, whether it did what it should.
    pub successful: Option<bool>,
    /// What it has to say.
    pub messages: Option<Vec<LongTaskMessage>>,
    /// Its state, in a word (Cloud).
    pub status: Option<String>,
    /// What went wrong (Cloud).
    pub errors: Option<Vec<LongTaskMessage>>,
    /// What only some tasks tell (Cloud).
    pub additional_details: Option<LongTaskDetails>,
}

/// Something that a long task says.
#[derive(JsonSchema)]
pub struct LongTaskMessage {
    /// The key of the sentence among Confluence's texts.
    pub key: Option<String>,
    /// The sentence.
    pub translation: Option<String>,
    /// What stands in the gaps of the sentence.
    pub args: Option<Vec<Value>>,
}

/// What only some long tasks tell.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LongTaskDetails {
    /// The id of the page that is the copy of the one at the top.
    pub destination_id: Option<String>,
    /// The address of that page.
    pub destination_url: Option<String>,
    /// How many pages there are to copy.
    pub total_page_need_to_copy: Option<i64>,
}
