use schemars::JsonSchema;

use super::{Body, Included, IncludedLinks, IncludedMeta, Like, Operation, Property, Version};

/// A comment: at the foot of a page or other content, or on a passage of it.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    /// The id of the comment.
    pub id: String,
    /// The state of the comment, such as `current`.
    pub status: Option<String>,
    /// The title: `Re:` and the title of what it is about.
    pub title: Option<String>,
    /// The id of the page that it is about.
    pub page_id: Option<String>,
    /// The id of the blog post that it is about.
    pub blog_post_id: Option<String>,
    /// The id of the attachment that it is about.
    pub attachment_id: Option<String>,
    /// The id of the custom content that it is about.
    pub custom_content_id: Option<String>,
    /// The id of the comment that it replies to.
    pub parent_comment_id: Option<String>,
    /// Its version; the author of the first version wrote the comment.
    pub version: Option<Version>,
    /// Its body, in the representation that was asked for.
    pub body: Option<Body>,
    /// For a comment on a passage: `open`, `reopened`, `resolved`, or `dangling` where the passage is gone.
    pub resolution_status: Option<String>,
    /// The account id of the user who last resolved or reopened it.
    pub resolution_last_modifier_id: Option<String>,
    /// When it was last resolved or reopened, such as `2026-05-27T07:22:53.016Z`.
    pub resolution_last_modified_at: Option<String>,
    /// For a comment on a passage, the passage; where `includeProperties` asks for them, its content properties.
    pub properties: Option<CommentProperties>,
    /// What the user may do with it, where `includeOperations` asks for it.
    pub operations: Option<Included<Operation>>,
    /// The users who like it, where `includeLikes` asks for them.
    pub likes: Option<Included<Like>>,
    /// Its versions, where `includeVersions` asks for them.
    pub versions: Option<Included<Version>>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<CommentLinks>,
}

/// The passage that a comment is about, and the first 50 content properties of the comment.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommentProperties {
    /// What marks the passage in the body of the page.
    pub inline_marker_ref: Option<String>,
    /// The text of the passage.
    pub inline_original_selection: Option<String>,
    /// At most 50 content properties, where they were asked for.
    pub results: Option<Vec<Property>>,
    /// Whether there are more.
    pub meta: Option<IncludedMeta>,
    /// Where there are more.
    #[serde(rename = "_links")]
    pub links: Option<IncludedLinks>,
}

/// The address of a comment for people, relative to `base`.
#[derive(JsonSchema)]
pub struct CommentLinks {
    /// Where it is read.
    pub webui: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`; in lists it stands beside the results.
    pub base: Option<String>,
}
