use schemars::JsonSchema;

use super::{Body, PageLinks, Version};

/// A blog post of a list.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpaceBlogPost {
    /// The id of the blog post.
    pub id: String,
    /// The state of the blog post, such as `current`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The id of the space that holds it.
    pub space_id: Option<String>,
    /// The account id of the user who created it.
    pub author_id: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// Its version.
    pub version: Option<Version>,
    /// Its body, in the representation that was asked for.
    pub body: Option<Body>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<PageLinks>,
}
