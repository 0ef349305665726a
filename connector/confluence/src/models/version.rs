use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

use super::{Body, User};

/// A version in the history of a piece of content.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedVersion {
    /// The number, counted from 1.
    pub number: i64,
    /// What the author noted about the change.
    pub message: Option<String>,
    /// Whether it was a small change that notifies nobody.
    pub minor_edit: Option<bool>,
    /// The account id of its author.
    pub author_id: Option<String>,
    /// When it was made, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// The page as it was then, where this is a version of a page.
    pub page: Option<VersionedContent>,
    /// The blog post as it was then, where this is a version of a blog post.
    pub blogpost: Option<VersionedContent>,
    /// The attachment as it was then, where this is a version of an attachment.
    pub attachment: Option<VersionedContent>,
    /// The custom content as it was then, where this is a version of custom content.
    pub custom: Option<VersionedContent>,
    /// The comment as it was then, where this is a version of a comment.
    pub comment: Option<VersionedContent>,
}

/// A piece of content as it was in one version.
#[derive(JsonSchema)]
pub struct VersionedContent {
    /// The id of the content; of earlier versions, it may be an id of the version.
    pub id: Option<String>,
    /// The title that it had.
    pub title: Option<String>,
    /// The body that it had, in the representation that was asked for.
    pub body: Option<Body>,
}

/// One version in detail.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersionDetails {
    /// The number, counted from 1.
    pub number: i64,
    /// What the author noted about the change.
    pub message: Option<String>,
    /// Whether it was a small change that notifies nobody.
    pub minor_edit: Option<bool>,
    /// The account id (Cloud) or user key (Data Center) of its author.
    pub author_id: Option<String>,
    /// When it was made, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// Whether the content became one of another type, such as a page that became a blog post.
    pub content_type_modified: Option<bool>,
    /// The account ids of the users who worked on it.
    pub collaborators: Option<Vec<String>>,
    /// The number of the version before it.
    pub prev_version: Option<i64>,
    /// The number of the version after it.
    pub next_version: Option<i64>,
}

/// A version that was deleted.
#[derive(JsonSchema)]
pub struct DeletedVersion {
    /// The id of the content that had it.
    pub id: String,
    /// The number that it had.
    pub number: i64,
    /// What became of it: `deleted`.
    pub status: String,
}

/// The history of a piece of content (Data Center).
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// Whether this is the latest version.
    pub latest: Option<bool>,
    /// The user who created it.
    pub created_by: Option<User>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_date: Option<String>,
    /// The version before this one.
    pub previous_version: Option<HistoryVersion>,
    /// The version after this one.
    pub next_version: Option<HistoryVersion>,
    /// The latest version.
    pub last_updated: Option<HistoryVersion>,
    /// The users who changed it.
    pub contributors: Option<Value>,
}

/// A version in the history of a piece of content (Data Center).
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryVersion {
    /// The number, counted from 1.
    pub number: Option<i64>,
    /// Its author.
    pub by: Option<User>,
    /// When it was made.
    pub when: Option<String>,
    /// What the author noted about the change.
    pub message: Option<String>,
    /// Whether it was a small change that notifies nobody.
    pub minor_edit: Option<bool>,
}
