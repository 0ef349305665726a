use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LabelSort;
use crate::actions::LISTING;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Label, LabelPrefix, Listing};

/// Lists the labels of a page, blog post, attachment or piece of custom content.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListLabels {
    /// What has the labels. Default: `page`.
    pub r#type: Option<Labelled>,
    /// The id of what has the labels.
    pub id: String,
    /// The kind of labels to list. By default, every kind.
    pub prefix: Option<LabelPrefix>,
    /// The order. By default, as Confluence has them.
    pub sort: Option<LabelSort>,
}

/// What can have labels.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Labelled {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// An attachment.
    Attachment,
    /// A piece of content of an app.
    CustomContent,
}

impl Action for ListLabels {
    type Output = Listing<Label>;
    const NAME: &str = "list-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}/labels?prefix={prefix}&sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/blogposts/{id}/labels?prefix={prefix}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:page:confluence"]],
        )
        .when(CLOUD)
        .given(&[("type", &["blogpost"])]),
        ActionRoute::new(
            "GET /wiki/api/v2/attachments/{id}/labels?prefix={prefix}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:attachment:confluence"]],
        )
        .when(CLOUD)
        .given(&[("type", &["attachment"])]),
        ActionRoute::new(
            "GET /wiki/api/v2/custom-content/{id}/labels?prefix={prefix}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:custom-content:confluence"]],
        )
        .when(CLOUD)
        .given(&[("type", &["custom-content"])]),
        ActionRoute::new(
            "GET /rest/api/content/{id}/label?prefix={prefix}&start={cursor}&limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .given(&[("type", &["", "page", "blogpost", "attachment"])])
        .paging(&data_center::LISTING),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}
