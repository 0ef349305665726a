use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Error, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CommentSort, ask};
use crate::actions::LISTING;
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Comment, ListBodyFormat, Listing, PageStatus};

/// Lists the comments on passages of a page or blog post, without the replies to them, or the replies to such a comment.
///
/// Without `id` and `type`, every comment of this kind that the user may see is listed, with replies; only Cloud does
/// that.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListInlineComments {
    /// What has the comments. Default: `page`.
    pub r#type: Option<InlineCommented>,
    /// The id of what has the comments.
    pub id: Option<String>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
    /// The states of the comments to list; only for a page or blog post on Cloud. By default, `current`.
    pub status: Option<Vec<PageStatus>>,
    /// Whether the comments to list are resolved; not for replies. Data Center only tells `resolved` from all others,
    /// and gives all others for any of them. By default, all.
    #[schemars(length(min = 1))]
    pub resolution_status: Option<Vec<ResolutionStatus>>,
    /// The order; only on Cloud. By default, as Confluence has them.
    pub sort: Option<CommentSort>,
}

/// What can have comments on its passages.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InlineCommented {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// A comment, which has replies.
    Comment,
}

/// Whether a comment on a passage is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ResolutionStatus {
    /// It was never resolved.
    Open,
    /// It was resolved, and then opened again.
    Reopened,
    /// It is resolved.
    Resolved,
    /// The passage that it is about is gone.
    Dangling,
}

const READ: Scopes = &[&["read:comment:confluence"]];

impl Action for ListInlineComments {
    type Output = Listing<Comment>;
    const NAME: &str = "list-inline-comments";
    const GROUP: &str = "comments";
    const ROUTE: &str =
        "GET /wiki/api/v2/inline-comments?body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = READ;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const GIVEN: Conditions = &[("type", &[""]), ("id", &[""])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/pages/{id}/inline-comments\
            ?body-format={bodyFormat}\
            &status={status}\
            &resolution-status={resolutionStatus}\
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
            "GET /wiki/api/v2/blogposts/{id}/inline-comments\
            ?body-format={bodyFormat}\
            &status={status}\
            &resolution-status={resolutionStatus}\
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
            "GET /wiki/api/v2/inline-comments/{id}/children\
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
            ?location={location}\
            &expand={expand}\
            &start={cursor}\
            &limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .given(&[("type", &["", "page", "blogpost"])])
        .paging(&data_center::LISTING)
        .ask(ask_by_location)
        .answer(data_center::comment),
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

/// Data Center has resolved comments at a place of their own.
fn ask_by_location(mut fields: Fields) -> Result<Fields, Error> {
    let location = match fields.shift_remove("resolutionStatus") {
        Some(Value::Array(wanted)) => {
            let resolved = wanted.iter().any(|status| status == "resolved");
            let others = wanted.iter().any(|status| status != "resolved");
            [("inline", others), ("resolved", resolved)]
        }
        _ => [("inline", true), ("resolved", true)],
    };
    let location: Vec<&str> = location.into_iter().filter_map(|(name, wanted)| wanted.then_some(name)).collect();
    fields.insert("location".to_owned(), location.into());
    ask(fields)
}
