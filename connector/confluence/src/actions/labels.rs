//! Labels of pages and other content.

use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LISTING;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{AddedLabels, Label, LabelPrefix, Listing};

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

/// An order of labels.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum LabelSort {
    /// Oldest first.
    #[serde(rename = "created-date")]
    CreatedDate,
    /// Newest first.
    #[serde(rename = "-created-date")]
    CreatedDateDescending,
    /// Smallest id first.
    #[serde(rename = "id")]
    Id,
    /// Largest id first.
    #[serde(rename = "-id")]
    IdDescending,
    /// By name, A first.
    #[serde(rename = "name")]
    Name,
    /// By name, Z first.
    #[serde(rename = "-name")]
    NameDescending,
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
        .paging(data_center::LISTING),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<Paging> = LISTING;
}

/// Adds labels to a page, blog post or attachment.
///
/// Labels that it already has stay. A name is written in lower case and has no spaces.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddLabels {
    /// The id of the page, blog post or attachment.
    pub id: String,
    /// The names of the labels, such as `release-notes`.
    #[schemars(length(min = 1))]
    pub labels: Vec<String>,
    /// The kind of all these labels. Default: `global`.
    pub prefix: Option<LabelPrefix>,
}

/// A label as Confluence wants it.
#[derive(Serialize)]
struct NewLabel<'a> {
    prefix: LabelPrefix,
    name: &'a str,
}

impl Action for AddLabels {
    type Output = AddedLabels;
    const NAME: &str = "add-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "POST /wiki/rest/api/content/{id}/label";
    const SCOPES: Scopes = &[&["write:confluence-content"], &["read:label:confluence", "write:label:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = super::NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let prefix = this.prefix.unwrap_or_default();
        let labels: Vec<NewLabel<'_>> = this.labels.iter().map(|name| NewLabel { prefix, name }).collect();
        Json::from_response(context.send(&context.request(&this)?.json(&labels)?)?)
    }
}
