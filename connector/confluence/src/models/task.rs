use schemars::JsonSchema;

use super::Body;

/// A task of a page or blog post.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// The id of the task, unique on the site.
    pub id: String,
    /// The id of the task in its page or blog post.
    pub local_id: Option<String>,
    /// The id of the space.
    pub space_id: Option<String>,
    /// The id of the page that has it.
    pub page_id: Option<String>,
    /// The id of the blog post that has it.
    pub blog_post_id: Option<String>,
    /// `complete` or `incomplete`.
    pub status: Option<String>,
    /// Its text, in the representation that was asked for.
    pub body: Option<Body>,
    /// The account id of the user who created it.
    pub created_by: Option<String>,
    /// The account id of the user who is to do it.
    pub assigned_to: Option<String>,
    /// The account id of the user who completed it.
    pub completed_by: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// When it was last changed.
    pub updated_at: Option<String>,
    /// When it is due.
    pub due_at: Option<String>,
    /// When it was completed.
    pub completed_at: Option<String>,
}
