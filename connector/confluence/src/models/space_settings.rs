use connector_sdk::serde_json::Value;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::User;

/// The settings of a space.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpaceSettings {
    /// Whether an app may show pages of its own in place of those of the space.
    pub route_override_enabled: Option<bool>,
    /// Which editor the space uses, by kind of content.
    pub editor: Option<SpaceEditor>,
    /// How densely its pages are set: `standard` or `compact`.
    pub content_mode: Option<String>,
    /// The key of the space.
    pub space_key: Option<String>,
}

/// Which editor a space uses.
#[derive(JsonSchema)]
pub struct SpaceEditor {
    /// The editor of pages, such as `v2`.
    pub page: Option<String>,
    /// The editor of blog posts, such as `v2`.
    pub blogpost: Option<String>,
    /// The editor of everything else, such as `v2`.
    pub default: Option<String>,
}

/// How densely the pages of a space are set.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ContentMode {
    /// As usual.
    Standard,
    /// With less room between lines.
    Compact,
}

/// Somebody who watches a space.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpaceWatch {
    /// The kind of watch, as Confluence names it.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The user who watches.
    pub watcher: Option<User>,
    /// The key of the space.
    pub space_key: Option<String>,
    /// The label, where only content with a label is watched.
    pub label_name: Option<String>,
    /// The kind of that label.
    pub prefix: Option<String>,
}

/// A space whose state was changed.
#[derive(JsonSchema)]
pub struct ChangedSpace {
    /// The key of the space.
    pub key: String,
    /// The state that it has now: `archived` or `current`.
    pub status: String,
}

/// The trash of a space after it was emptied.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmptiedTrash {
    /// The key of the space.
    pub space_key: String,
    /// `emptied`.
    pub status: String,
}

/// A piece of content in the trash.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrashedContent {
    /// The id, such as `4096001`.
    pub id: String,
    /// The kind: `page`, `blogpost`, `comment` or `attachment`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The state: `trashed`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The id of the space.
    pub space_id: Option<String>,
    /// The key of the space.
    pub space_key: Option<String>,
    /// What it belongs to, such as the page of a comment.
    pub container: Option<Value>,
}
