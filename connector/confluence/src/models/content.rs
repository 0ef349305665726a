use schemars::JsonSchema;

use super::{Body, PageLinks, Version};

/// A piece of content of any type.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// The id.
    pub id: Option<String>,
    /// The type: `page`, `blogpost`, `comment`, `attachment` or another.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The state, such as `current`.
    pub status: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The id of its space, where the answer has the space.
    pub space_id: Option<String>,
    /// The key of its space, where the answer has the space.
    pub space_key: Option<String>,
    /// The id of its parent, where the answer has what is above it.
    pub parent_id: Option<String>,
    /// The type of its parent.
    pub parent_type: Option<String>,
    /// The account id (Cloud) or user key (Data Center) of the user who created it, where the answer has its history.
    pub author_id: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`, where the answer has its history.
    pub created_at: Option<String>,
    /// Its version, where the answer has it.
    pub version: Option<Version>,
    /// Its body, in the representations that were asked for.
    pub body: Option<Body>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<PageLinks>,
}
