use schemars::JsonSchema;

use super::{Body, Version};

/// A comment at the foot of a page, blog post or other content.
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
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<CommentLinks>,
}

/// The address of a comment for people, relative to `base`.
#[derive(JsonSchema)]
pub struct CommentLinks {
    /// Where it is read.
    pub webui: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`; in lists it stands beside the results.
    pub base: Option<String>,
}
