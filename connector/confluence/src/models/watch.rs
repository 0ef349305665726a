use schemars::JsonSchema;

use super::User;

/// A user who is told about changes.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Watch {
    /// What is watched, such as `page` or `space`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The user.
    pub watcher: Option<User>,
    /// The id of the content that is watched.
    pub content_id: Option<i64>,
    /// The key of the space that is watched.
    pub space_key: Option<String>,
    /// The label whose content is watched.
    pub label_name: Option<String>,
    /// The kind of that label.
    pub prefix: Option<String>,
}
