use schemars::JsonSchema;

use super::{Body, Included, Label, Like, Operation, PageLinks, Property, Version};

/// A blog post.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blogpost {
    /// The id of the blog post.
    pub id: String,
    /// The state of the blog post, such as `current`, `draft`, `historical`, `trashed` or `deleted`.
    pub status: Option<String>,
    /// The title, unique among the blog posts of its space and day.
    pub title: Option<String>,
    /// The id of the space that holds the blog post.
    pub space_id: Option<String>,
    /// The account id (Cloud) or user key (Data Center) of the user who created it.
    pub author_id: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// Its version.
    pub version: Option<Version>,
    /// Its body, in the representations that were asked for.
    pub body: Option<Body>,
    /// Its labels, where `includeLabels` asks for them.
    pub labels: Option<Included<Label>>,
    /// Its content properties, where `includeProperties` asks for them.
    pub properties: Option<Included<Property>>,
    /// What the user may do with it, where `includeOperations` asks for it.
    pub operations: Option<Included<Operation>>,
    /// The users who like it, where `includeLikes` asks for them.
    pub likes: Option<Included<Like>>,
    /// Its versions, where `includeVersions` asks for them.
    pub versions: Option<Included<Version>>,
    /// Whether the user starred it, where `includeFavoritedByCurrentUserStatus` asks for it.
    pub is_favorited_by_current_user: Option<bool>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<PageLinks>,
}
