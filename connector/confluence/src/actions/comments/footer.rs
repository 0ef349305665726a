use connector_sdk::serde_json::{Value, json};
use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Scopes,
    refuse_fields,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CommentSort, ask, place};
use crate::actions::LISTING;
use crate::bodies;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{BodyInput, Comment, ListBodyFormat, Listing, PageStatus};

/// Lists the comments at the foot of a page or other content, without the replies to them, or the replies to a comment.
///
/// Without `id` and `type`, every comment of this kind that the user may see is listed, with replies; only Cloud does
/// that.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListFooterComments {
    /// What has the comments. Default: `page`.
    pub r#type: Option<FooterCommented>,
    /// The id of what has the comments.
    pub id: Option<String>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
    /// The states of the comments to list; only for a page or blog post on Cloud. By default, `current`.
    pub status: Option<Vec<PageStatus>>,
    /// The number of the version of the attachment whose comments to list. By default, the latest.
    pub version: Option<u32>,
    /// The order; only on Cloud. By default, as Confluence has them.
    pub sort: Option<CommentSort>,
}

/// What can have comments at its foot.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FooterCommented {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// An attachment.
    Attachment,
    /// A piece of content of an app.
    CustomContent,
    /// A comment, which has replies.
    Comment,
}

const READ: Scopes = &[&["read:comment:confluence"]];

impl Action for ListFooterComments {
    type Output = Listing<Comment>;
    const NAME: &str = "list-footer-comments";
    const GROUP: &str = "comments";
    const ROUTE: &str =
        "GET /wiki/api/v2/footer-comments?body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = READ;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const GIVEN: Conditions = &[("type", &[""]), ("id", &[""])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/pages/{id}/footer-comments\
            ?body-format={bodyFormat}\
            &status={status}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["", "page"])])
        .ask(bodies::ask)
        .answer(bodies::answer)
        .answer_given(bodies::CONVERTED),
        ActionRoute::new(
            "GET /wiki/api/v2/blogposts/{id}/footer-comments\
            ?body-format={bodyFormat}\
            &status={status}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["blogpost"])])
        .ask(bodies::ask)
        .answer(bodies::answer)
        .answer_given(bodies::CONVERTED),
        ActionRoute::new(
            "GET /wiki/api/v2/attachments/{id}/footer-comments\
            ?body-format={bodyFormat}\
            &version={version}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["attachment"])])
        .ask(bodies::ask)
        .answer(bodies::answer)
        .answer_given(bodies::CONVERTED),
        ActionRoute::new(
            "GET /wiki/api/v2/custom-content/{id}/footer-comments\
            ?body-format={bodyFormat}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["custom-content"])])
        .ask(bodies::ask)
        .answer(bodies::answer)
        .answer_given(bodies::CONVERTED),
        ActionRoute::new(
            "GET /wiki/api/v2/footer-comments/{id}/children\
            ?body-format={bodyFormat}\
            &sort={sort}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["comment"])])
        .ask(bodies::ask)
        .answer(bodies::answer)
        .answer_given(bodies::CONVERTED),
        ActionRoute::new(
            "GET /rest/api/content/{id}/child/comment\
            ?location=footer\
            &parentVersion={version}\
            &expand={expand}\
            &start={cursor}\
            &limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .given(&[("type", &["", "page", "blogpost", "attachment"])])
        .paging(&data_center::LISTING)
        .ask(ask)
        .answer(data_center::comment),
        // A reply stands where the comment does that it answers, so no place is asked for.
        ActionRoute::new(
            "GET /rest/api/content/{id}/child/comment?expand={expand}&start={cursor}&limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .given(&[("type", &["comment"])])
        .paging(&data_center::LISTING)
        .ask(ask)
        .answer(data_center::comment),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}

/// Creates a comment at the foot of a page or other content, or a reply to one.
///
/// Exactly one of the ids says where it goes. On Data Center, a reply may also be one to a comment on a passage, and the
/// comment that it answers is read first.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateFooterComment {
    /// The id of the page to comment on.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
    /// The id of the blog post to comment on.
    #[schemars(extend("x-options" = {"list": "blog-posts"}))]
    pub blog_post_id: Option<String>,
    /// The id of the comment to reply to.
    pub parent_comment_id: Option<String>,
    /// The id of the attachment to comment on.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub attachment_id: Option<String>,
    /// The id of the custom content to comment on; only on Cloud.
    pub custom_content_id: Option<String>,
    /// The text of the comment.
    pub body: BodyInput,
}

const CREATE_ON_PREM: &str = "POST /rest/api/content?expand={expand}";
const PARENT_ON_PREM: &str = "GET /rest/api/content/{id}?expand={expand}";

impl Action for CreateFooterComment {
    type Output = Comment;
    const NAME: &str = "create-footer-comment";
    const GROUP: &str = "comments";
    const ROUTE: &str = "POST /wiki/api/v2/footer-comments";
    const SCOPES: Scopes = &[&["write:comment:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask_written);
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(CREATE_ON_PREM, data_center::WRITE).when(ON_PREM)];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(PARENT_ON_PREM, data_center::READ).when(ON_PREM)];
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        if is_on_prem(context) {
            refuse_fields(&fields, &|name| name == "customContentId")?;
        }
        let this = Self::read(fields.clone())?;
        let (place, id) = place::only(&[
            ("pageId", &this.page_id),
            ("blogPostId", &this.blog_post_id),
            ("parentCommentId", &this.parent_comment_id),
            ("attachmentId", &this.attachment_id),
            ("customContentId", &this.custom_content_id),
        ])?;
        if is_on_prem(context) { this.create_on_prem(context, place, id) } else { context.perform::<Self>(fields) }
    }
}

impl CreateFooterComment {
    /// There, a comment is content with a container; a reply has the container of what it answers.
    fn create_on_prem(&self, context: &Context<'_>, place: &str, id: &str) -> Result<Json, Error> {
        let container = match place {
            "pageId" => json!({"id": id, "type": "page"}),
            "blogPostId" => json!({"id": id, "type": "blogpost"}),
            "attachmentId" => json!({"id": id, "type": "attachment"}),
            _ => container_of(context, id)?,
        };
        let mut fields = Fields::new();
        fields.insert("type".to_owned(), "comment".into());
        fields.insert("container".to_owned(), container);
        if place == "parentCommentId" {
            fields.insert("ancestors".to_owned(), json!([{"id": id}]));
        }
        fields.insert("body".to_owned(), data_center::written_body(&self.body)?);
        fields.insert("expand".to_owned(), format!("{},body.storage", data_center::COMMENT).into());
        let request = context.request_by::<Self>(CREATE_ON_PREM, &fields)?;
        let mut comment: Value = context.send(&request)?.json()?;
        data_center::comment(&fields, &mut comment);
        Json::of(&comment)
    }
}

/// What holds a comment of Data Center.
fn container_of(context: &Context<'_>, id: &str) -> Result<Value, Error> {
    let fields = Fields::from_iter([("id".to_owned(), id.into()), ("expand".to_owned(), "container".into())]);
    let request = context.request_by::<CreateFooterComment>(PARENT_ON_PREM, &fields)?;
    let comment: Value = context.send(&request)?.json()?;
    match (comment.pointer("/container/id"), comment.pointer("/container/type")) {
        (Some(id), Some(kind)) => Ok(json!({"id": id, "type": kind})),
        _ => Err(Error::new(ErrorKind::Service, "Confluence does not say what the comment to reply to is about")),
    }
}
