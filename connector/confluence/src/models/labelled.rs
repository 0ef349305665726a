use schemars::JsonSchema;

use super::{Body, Label, Version};

/// A page, blog post or attachment that has a label.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LabelledContent {
    /// The id, such as `4096001`, or `att3997705` for an attachment.
    pub id: String,
    /// The state, such as `current`.
    pub status: Option<String>,
    /// The title; of an attachment, the name of the file.
    pub title: Option<String>,
    /// The id of the space, of a page or blog post.
    pub space_id: Option<String>,
    /// The id of the parent, of a page.
    pub parent_id: Option<String>,
    /// The kind of the parent, of a page.
    pub parent_type: Option<String>,
    /// The account id of the user who created it.
    pub author_id: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// Its version.
    pub version: Option<Version>,
    /// Its body, in the representation that was asked for.
    pub body: Option<Body>,
    /// The id of the page, of an attachment of one.
    pub page_id: Option<String>,
    /// The id of the blog post, of an attachment of one.
    pub blog_post_id: Option<String>,
    /// The id of the custom content, of an attachment of one.
    pub custom_content_id: Option<String>,
    /// The media type of an attachment, such as `image/png`.
    pub media_type: Option<String>,
    /// The size of an attachment in bytes.
    pub file_size: Option<i64>,
}

/// A label and what has it.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LabelDetails {
    /// The label.
    pub label: Label,
    /// What has it.
    pub associated_contents: Option<AssociatedContents>,
}

/// One part of what has a label.
#[derive(JsonSchema)]
pub struct AssociatedContents {
    /// What has it.
    pub results: Vec<AssociatedContent>,
    /// How many results come before these.
    pub start: Option<i64>,
    /// How many results this part may have.
    pub limit: Option<i64>,
    /// How many results this part has.
    pub size: Option<i64>,
}

/// Something that has a label.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssociatedContent {
    /// The kind: `page`, `blogpost`, `attachment` or `page_template`.
    pub content_type: Option<String>,
    /// The id.
    pub content_id: Option<i64>,
    /// The title.
    pub title: Option<String>,
}

/// The labels that were taken off a space or a piece of content.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemovedLabels {
    /// The id of the content.
    pub id: Option<String>,
    /// The key of the space.
    pub space_key: Option<String>,
    /// The names of the labels that were taken off.
    pub removed: Vec<String>,
}

/// The labels of a piece of content after its set was replaced.
#[derive(JsonSchema)]
pub struct SetLabels {
    /// The id of the content.
    pub id: String,
    /// The names of all its labels of this kind.
    pub labels: Vec<String>,
    /// The names of those that were added.
    pub added: Vec<String>,
    /// The names of those that were taken off.
    pub removed: Vec<String>,
}

/// What labelling one of many pieces of content gave.
#[derive(JsonSchema)]
pub struct LabelledItem {
    /// The labels that it has after some were added.
    pub results: Option<Vec<super::Label>>,
    /// The id of the content, where labels were taken off or replaced.
    pub id: Option<String>,
    /// The names of all its labels of this kind, where they were replaced.
    pub labels: Option<Vec<String>>,
    /// The names of those that were added, where they were replaced.
    pub added: Option<Vec<String>>,
    /// The names of those that were taken off.
    pub removed: Option<Vec<String>>,
}
