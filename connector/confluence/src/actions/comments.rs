//! Comments at the foot of pages and other content.

use connector_sdk::{Action, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LISTING;
use crate::form::CLOUD;
use crate::models::{BodyInput, Comment, ListBodyFormat, Listing, PageStatus};

/// Lists the comments at the foot of a page, without the replies to them.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListFooterComments {
    /// The id of the page.
    pub id: String,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
    /// The states of the comments to list. By default, `current`.
    pub status: Option<Vec<PageStatus>>,
    /// The order. By default, as Confluence has them.
    pub sort: Option<CommentSort>,
}

/// An order of comments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum CommentSort {
    /// Oldest first.
    #[serde(rename = "created-date")]
    CreatedDate,
    /// Newest first.
    #[serde(rename = "-created-date")]
    CreatedDateDescending,
    /// Longest unchanged first.
    #[serde(rename = "modified-date")]
    ModifiedDate,
    /// Last changed first.
    #[serde(rename = "-modified-date")]
    ModifiedDateDescending,
}

impl Action for ListFooterComments {
    type Output = Listing<Comment>;
    const NAME: &str = "list-footer-comments";
    const GROUP: &str = "comments";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}/footer-comments\
        ?body-format={bodyFormat}\
        &status={status}\
        &sort={sort}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:comment:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Creates a comment at the foot of a page or other content, or a reply to one.
///
/// Exactly one of the ids says where it goes.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateFooterComment {
    /// The id of the page to comment on.
    pub page_id: Option<String>,
    /// The id of the blog post to comment on.
    pub blog_post_id: Option<String>,
    /// The id of the comment to reply to.
    pub parent_comment_id: Option<String>,
    /// The id of the attachment to comment on.
    pub attachment_id: Option<String>,
    /// The id of the custom content to comment on.
    pub custom_content_id: Option<String>,
    /// The text of the comment.
    pub body: BodyInput,
}

impl Action for CreateFooterComment {
    type Output = Comment;
    const NAME: &str = "create-footer-comment";
    const GROUP: &str = "comments";
    const ROUTE: &str = "POST /wiki/api/v2/footer-comments";
    const SCOPES: Scopes = &[&["write:comment:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let places = [
            ("/pageId", &this.page_id),
            ("/blogPostId", &this.blog_post_id),
            ("/parentCommentId", &this.parent_comment_id),
            ("/attachmentId", &this.attachment_id),
            ("/customContentId", &this.custom_content_id),
        ];
        let mut given = places.iter().filter(|(_, id)| id.is_some());
        match (given.next(), given.next()) {
            (Some(_), None) => context.perform::<Self>(fields),
            (None, _) => Err(Error::new(ErrorKind::InvalidInput, "a comment needs a place to go").problem(
                "",
                "needs one of `pageId`, `blogPostId`, `parentCommentId`, `attachmentId`, `customContentId`",
            )),
            (Some(_), Some((at, _))) => Err(Error::new(ErrorKind::InvalidInput, "a comment has only one place to go")
                .problem(*at, "cannot stand beside another id")
                .hint("For a reply, give `parentCommentId` alone")),
        }
    }
}
