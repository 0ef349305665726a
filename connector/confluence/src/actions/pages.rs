//! Pages.

mod delete;
mod get;
mod update;

use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::delete::{DeletePage, DeletedPage, DeletedPageStatus};
pub use self::update::UpdatePage;
use super::LISTING;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{BodyFormat, BodyInput, ListBodyFormat, Listing, Page, PageStatus};

/// Lists the pages that the user may see, of the whole site or of some spaces.
///
/// To find pages by their text, labels or dates, use `search`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListPages {
    /// The ids of the pages to list, at most 250. By default, all.
    pub id: Option<Vec<String>>,
    /// The ids of the spaces whose pages to list, at most 100; `list-spaces` finds them by key. By default, all.
    pub space_id: Option<Vec<String>>,
    /// The states of the pages to list. By default, `current` and `archived`.
    pub status: Option<Vec<ListedPageStatus>>,
    /// The whole title, in upper or lower case. By default, any.
    pub title: Option<String>,
    /// What to list: pages, or live docs. By default, both.
    pub subtype: Option<PageSubtype>,
    /// The order. Default: `id`.
    pub sort: Option<PageSort>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
}

/// A state of a page that a list can be made of.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ListedPageStatus {
    /// Published.
    Current,
    /// Archived.
    Archived,
    /// In the trash.
    Trashed,
    /// Deleted for good.
    Deleted,
}

/// A kind of page.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PageSubtype {
    /// A live doc, which is edited without publishing.
    Live,
    /// A page, which is edited and then published.
    Page,
}

/// An order of pages.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum PageSort {
    /// Smallest id first.
    #[serde(rename = "id")]
    Id,
    /// Largest id first.
    #[serde(rename = "-id")]
    IdDescending,
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
    /// By title, A first.
    #[serde(rename = "title")]
    Title,
    /// By title, Z first.
    #[serde(rename = "-title")]
    TitleDescending,
}

impl Action for ListPages {
    type Output = Listing<Page>;
    const NAME: &str = "list-pages";
    const GROUP: &str = "pages";
    const ROUTE: &str = "GET /wiki/api/v2/pages\
        ?id={id}\
        &space-id={spaceId}\
        &status={status}\
        &title={title}\
        &subtype={subtype}\
        &sort={sort}\
        &body-format={bodyFormat}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}

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
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/content/{id}?status={status}&version={version}&expand={expand}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(get::ask)
    .answer(data_center::content)];
    const EFFECT: Effect = Effect::Read;
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
    /// The kind of page: `live` for a live doc. By default, an ordinary page.
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

/// A kind of page to create.
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
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}
