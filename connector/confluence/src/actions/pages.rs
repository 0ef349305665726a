use connector_sdk::{Action, Effect};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::{BodyFormat, BodyInput, Page, PageStatus};

/// Gets one page by id.
///
/// Without `bodyFormat` the body is empty.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetPage {
    /// The id of the page, such as `4096001`: the number in its address.
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
    const EFFECT: Effect = Effect::Read;
    const WHEN: &[(&str, &[&str])] = CLOUD;
}

/// Creates a page in a space.
///
/// The page is published unless `status` is `draft`. A title that another page of the space has, even an archived one,
/// is refused.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatePage {
    /// The id of the space, such as `98309`; `list-spaces` finds it by key.
    pub space_id: String,
    /// The title, unique in the space. A draft may do without.
    pub title: Option<String>,
    /// Whether to publish the page or to keep it as a draft. Default: `current`.
    pub status: Option<NewPageStatus>,
    /// The id of the page, folder or other content to put it under. By default, the homepage of the space.
    pub parent_id: Option<String>,
    /// What else than a page to create. By default, a page.
    pub subtype: Option<NewPageSubtype>,
    /// The body. By default, empty.
    pub body: Option<BodyInput>,
    /// Whether only its creator may see and edit it. Default: `false`.
    pub private: Option<bool>,
    /// Whether to tag it as embedded in another product. Default: `false`.
    pub embedded: Option<bool>,
    /// Whether to put it at the top of the space, beside the homepage; then without `parentId`. Default: `false`.
    pub root_level: Option<bool>,
}

/// The state of a page that is written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NewPageStatus {
    /// Published.
    Current,
    /// Not published yet.
    Draft,
}

/// What a page can be instead of a page.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NewPageSubtype {
    /// A live doc, which is edited without publishing.
    Live,
}

impl Action for CreatePage {
    type Output = Page;
    const NAME: &str = "create-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "POST /wiki/api/v2/pages?embedded={embedded}&private={private}&root-level={rootLevel}";
    const EFFECT: Effect = Effect::Write;
    const WHEN: &[(&str, &[&str])] = CLOUD;
}
