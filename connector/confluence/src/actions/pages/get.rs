use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{BodyFormat, Page, PageStatus};

/// Gets one page by id.
///
/// Without `bodyFormat` the body is empty.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetPage {
    /// The id of the page, such as `4096001`: the number in its address.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The representation in which to include the body. By default, no body.
    pub body_format: Option<BodyFormat>,
    /// Whether to get the draft instead of the published page. Default: `false`.
    pub get_draft: Option<bool>,
    /// The states in which the page may be. By default, current, archived or in the trash.
    pub status: Option<Vec<PageStatus>>,
    /// The number of an earlier version to get instead of the latest.
    pub version: Option<u32>,
    /// Whether to include its first 50 labels. Default: `false`.
    pub include_labels: Option<bool>,
    /// Whether to include its first 50 content properties. Default: `false`.
    pub include_properties: Option<bool>,
    /// Whether to include what the user may do with it. Default: `false`.
    pub include_operations: Option<bool>,
    /// Whether to include the first 50 users who like it. Default: `false`.
    pub include_likes: Option<bool>,
    /// Whether to include its latest 50 versions. Default: `false`.
    pub include_versions: Option<bool>,
    /// Whether to include its current version. Default: `true`.
    pub include_version: Option<bool>,
    /// Whether to include if the user starred it. Default: `false`.
    pub include_favorited_by_current_user_status: Option<bool>,
    /// Whether to include the scripts and styles that show its body. Default: `false`.
    pub include_webresources: Option<bool>,
    /// Whether to include the users who worked on it. Default: `false`.
    pub include_collaborators: Option<bool>,
    /// Whether to include the pages and other content right below it. Default: `false`.
    pub include_direct_children: Option<bool>,
}

impl Action for GetPage {
    type Output = Page;
    const NAME: &str = "get-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}\
        ?body-format={bodyFormat}\
        &get-draft={getDraft}\
        &status={status}\
        &version={version}\
        &include-labels={includeLabels}\
        &include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-likes={includeLikes}\
        &include-versions={includeVersions}\
        &include-version={includeVersion}\
        &include-favorited-by-current-user-status={includeFavoritedByCurrentUserStatus}\
        &include-webresources={includeWebresources}\
        &include-collaborators={includeCollaborators}\
        &include-direct-children={includeDirectChildren}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/content/{id}?status={status}&version={version}&expand={expand}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(data_center::one)
    .answer(data_center::content)];
    const EFFECT: Effect = Effect::Read;
}
