use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CommentKind, ask};
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{BodyFormat, Comment};

/// Gets one comment by id.
///
/// Without `bodyFormat` the body is empty.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetComment {
    /// Where the comment stands; Data Center finds it without. Default: `footer`.
    pub r#type: Option<CommentKind>,
    /// The id of the comment.
    pub id: String,
    /// The representation in which to include the body. By default, no body.
    pub body_format: Option<BodyFormat>,
    /// The number of an earlier version to get instead of the latest.
    pub version: Option<u32>,
    /// Whether to include its first 50 content properties. Default: `false`.
    pub include_properties: Option<bool>,
    /// Whether to include what the user may do with it. Default: `false`.
    pub include_operations: Option<bool>,
    /// Whether to include the first 50 users who like it; only on Cloud. Default: `false`.
    pub include_likes: Option<bool>,
    /// Whether to include its latest 50 versions; only on Cloud. Default: `false`.
    pub include_versions: Option<bool>,
    /// Whether to include its current version. Default: `true`.
    pub include_version: Option<bool>,
}

const READ: Scopes = &[&["read:comment:confluence"]];

impl Action for GetComment {
    type Output = Comment;
    const NAME: &str = "get-comment";
    const GROUP: &str = "comments";
    const ROUTE: &str = "GET /wiki/api/v2/footer-comments/{id}\
        ?body-format={bodyFormat}\
        &version={version}\
        &include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-likes={includeLikes}\
        &include-versions={includeVersions}\
        &include-version={includeVersion}";
    const SCOPES: Scopes = READ;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const GIVEN: Conditions = &[("type", &["", "footer"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/inline-comments/{id}\
            ?body-format={bodyFormat}\
            &version={version}\
            &include-properties={includeProperties}\
            &include-operations={includeOperations}\
            &include-likes={includeLikes}\
            &include-versions={includeVersions}\
            &include-version={includeVersion}",
            READ,
        )
        .when(CLOUD)
        .given(&[("type", &["inline"])])
        .ask(bodies::ask)
        .answer(bodies::answer)
        .answer_given(bodies::CONVERTED),
        ActionRoute::new("GET /rest/api/content/{id}?version={version}&expand={expand}", data_center::READ)
            .when(ON_PREM)
            .given(&[("type", &["", "footer", "inline"])])
            .ask(ask)
            .answer(data_center::comment),
    ];
    const EFFECT: Effect = Effect::Read;
}
