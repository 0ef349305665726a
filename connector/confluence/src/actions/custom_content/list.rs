use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::READ;
use crate::actions::LISTING;
use crate::form::CLOUD;
use crate::models::{CustomContent, CustomContentListBodyFormat, Listing};

/// Lists the custom content of one type: of the whole site, or of a space, page or blog post.
///
/// Custom content is what an app keeps in Confluence. Only that app may know which types there are.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListCustomContent {
    /// The type that the app has declared, such as `ac:my-app:note`.
    pub r#type: String,
    /// Where to look. Default: `site`.
    pub container: Option<CustomContentPlace>,
    /// The id of the space, page or blog post; not for a site.
    pub container_id: Option<String>,
    /// The ids of the custom content to list, at most 250; only for a site. By default, all.
    #[schemars(length(max = 250))]
    pub id: Option<Vec<String>>,
    /// The ids of the spaces whose custom content to list, at most 100; only for a site. By default, all.
    #[schemars(length(max = 100))]
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<Vec<String>>,
    /// The order; not for a space. By default, as Confluence has them.
    pub sort: Option<CustomContentSort>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<CustomContentListBodyFormat>,
}

/// Where custom content can be looked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CustomContentPlace {
    /// Everywhere.
    Site,
    /// In one space, also on its pages.
    Space,
    /// On one page.
    Page,
    /// On one blog post.
    Blogpost,
}

/// An order of custom content.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum CustomContentSort {
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

impl Action for ListCustomContent {
    type Output = Listing<CustomContent>;
    const NAME: &str = "list-custom-content";
    const GROUP: &str = "custom-content";
    const ROUTE: &str = "GET /wiki/api/v2/custom-content\
        ?type={type}\
        &id={id}\
        &space-id={spaceId}\
        &sort={sort}\
        &body-format={bodyFormat}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = READ;
    const GIVEN: Conditions = &[("container", &["", "site"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/spaces/{containerId}/custom-content\
            ?type={type}\
            &body-format={bodyFormat}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .given(&[("container", &["space"])]),
        ActionRoute::new(
            "GET /wiki/api/v2/pages/{containerId}/custom-content\
            ?type={type}\
            &sort={sort}\
            &body-format={bodyFormat}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .given(&[("container", &["page"])]),
        ActionRoute::new(
            "GET /wiki/api/v2/blogposts/{containerId}/custom-content\
            ?type={type}\
            &sort={sort}\
            &body-format={bodyFormat}\
            &limit={limit}\
            &cursor={cursor}",
            READ,
        )
        .given(&[("container", &["blogpost"])]),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}
