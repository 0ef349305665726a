use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

use super::User;

/// Whether a user watches something, and so is told about its changes.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WatchState {
    /// What kind of thing it is: `content`, `space` or `label`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The id of the content, the key of the space or the name of the label.
    pub id: String,
    /// Whether the user watches it.
    pub watching: bool,
    /// The user who watches it now (Data Center and Server, where a watch was added).
    pub watcher: Option<User>,
    /// The content (Data Center and Server, where a watch was added).
    pub content: Option<Value>,
    /// The space (Data Center and Server, where a watch was added).
    pub space: Option<Value>,
    /// The kinds of content in the space that are watched (Data Center and Server, where a watch was added).
    pub content_types: Option<Vec<String>>,
}
