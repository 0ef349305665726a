use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

use super::{Included, Operation, Property, Version};

/// Something in the content tree of a space, as lists have it: enough to get it by.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// The id.
    pub id: String,
    /// What it is: `page`, `folder`, `whiteboard`, `database` or `embed`, a smart link.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its state: `current` or `archived`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The id of its space, in lists of children.
    pub space_id: Option<String>,
    /// The id of what it stands right below, in lists of descendants.
    pub parent_id: Option<String>,
    /// How many levels it stands below what was asked about, counted from 1, in lists of descendants on Cloud.
    pub depth: Option<i64>,
    /// The place among its siblings; smaller comes first.
    pub child_position: Option<i64>,
}

/// Something that stands above a piece of content.
#[derive(JsonSchema)]
pub struct Ancestor {
    /// The id.
    pub id: String,
    /// What it is: `page`, `folder`, `whiteboard`, `database` or `embed`, a smart link.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The title, on Data Center and Server.
    pub title: Option<String>,
}

/// All that stands above a piece of content.
#[derive(JsonSchema)]
pub struct Ancestors {
    /// From the top of the space down to the parent.
    pub results: Vec<Ancestor>,
}

/// A folder, whiteboard, database or smart link.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TreeContent {
    /// The id.
    pub id: String,
    /// What it is: `folder`, `whiteboard`, `database` or `embed`, a smart link.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Its state, such as `current`, `archived` or `trashed`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The address that a smart link shows.
    pub embed_url: Option<String>,
    /// The id of the space.
    pub space_id: Option<String>,
    /// The id of what it stands right below; null at the top of a space and in the trash.
    pub parent_id: Option<String>,
    /// The kind of the parent: `page`, `folder`, `whiteboard`, `database` or `embed`.
    pub parent_type: Option<String>,
    /// The place among its siblings; smaller comes first.
    pub position: Option<i64>,
    /// The account id of the user who created it.
    pub author_id: Option<String>,
    /// The account id of the user who owns it.
    pub owner_id: Option<String>,
    /// When it was created: a date and time, such as `2026-05-27T07:22:53.016Z`, or of some folders milliseconds since
    /// 1970.
    pub created_at: Option<Value>,
    /// Its version.
    pub version: Option<Version>,
    /// Its content properties, where `includeProperties` asks for them.
    pub properties: Option<Included<Property>>,
    /// What the user may do with it, where `includeOperations` asks for it.
    pub operations: Option<Included<Operation>>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<TreeContentLinks>,
}

/// Addresses for people, relative to `base`.
#[derive(JsonSchema)]
pub struct TreeContentLinks {
    /// Where it is shown.
    pub webui: Option<String>,
    /// Where it is edited.
    pub editui: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`.
    pub base: Option<String>,
}

/// Something that was moved to the trash.
#[derive(JsonSchema)]
pub struct Trashed {
    /// The id.
    pub id: String,
    /// What became of it: `trashed`, from where it can be restored.
    pub status: String,
}

/// What belongs to a piece of content, by kind.
#[derive(JsonSchema)]
pub struct ContentByKind {
    /// The pages.
    pub page: Option<ContentOfKind>,
    /// The comments.
    pub comment: Option<ContentOfKind>,
    /// The attachments.
    pub attachment: Option<ContentOfKind>,
}

/// Content of one kind.
#[derive(JsonSchema)]
pub struct ContentOfKind {
    /// The first of them.
    pub results: Vec<TreeNode>,
    /// How many were skipped before them.
    pub start: Option<i64>,
    /// How many there may be in one answer.
    pub limit: Option<i64>,
    /// How many there are in this one.
    pub size: Option<i64>,
}
