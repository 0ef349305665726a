use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LabelSort;
use crate::actions::LISTING;
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Label, LabelDetails, LabelPrefix, LabelledContent, ListBodyFormat, Listing};

/// Lists the labels of the whole site.
///
/// Cloud chooses them by id and kind, Data Center and Server by name, kind, owner and space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSiteLabels {
    /// The ids of the labels to list (Cloud). By default, all.
    pub ids: Option<Vec<String>>,
    /// The kinds of labels to list; Data Center and Server take one. By default, every kind.
    pub prefixes: Option<Vec<LabelPrefix>>,
    /// The order (Cloud). By default, as Confluence has them.
    pub sort: Option<LabelSort>,
    /// The name, without its kind (Data Center and Server). By default, any.
    pub name: Option<String>,
    /// The username of whose labels to list (Data Center and Server). By default, everybody's.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub owner: Option<String>,
    /// The key of the space in which they are used (Data Center and Server). By default, any.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for ListSiteLabels {
    type Output = Listing<Label>;
    const NAME: &str = "list-site-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str =
        "GET /wiki/api/v2/labels?label-id={ids}&prefix={prefixes}&sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:label:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/label/labels?labelName={name}&owner={owner}&namespace={prefixes}&spaceKey={spaceKey}\
            &start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}

/// Gets a label by its name, and what has it.
///
/// To list what has a label with more about each, use `list-labelled-content`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetLabel {
    /// The name of the label, such as `release-notes`.
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub name: String,
    /// The kind of what has the label. By default, every kind.
    pub r#type: Option<LabelledType>,
    /// How many results to skip. Default: `0`.
    pub start: Option<u32>,
    /// How many results to include. Default: `200`.
    #[schemars(range(min = 1))]
    pub limit: Option<u32>,
}

/// A kind of what has a label.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabelledType {
    /// Pages.
    Page,
    /// Blog posts.
    Blogpost,
    /// Attachments.
    Attachment,
    /// Templates of pages.
    PageTemplate,
}

impl Action for GetLabel {
    type Output = LabelDetails;
    const NAME: &str = "get-label";
    const GROUP: &str = "labels";
    const ROUTE: &str = "GET /wiki/rest/api/label?name={name}&type={type}&start={start}&limit={limit}";
    const SCOPES: Scopes =
        &[&["read:confluence-content.summary"], &["read:content:confluence", "read:label:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Lists the pages, blog posts or attachments that have a label.
///
/// To find content by the name of a label, use `search` with a query such as `label = "release-notes"`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListLabelledContent {
    /// The kind of content to list. Default: `page`.
    pub r#type: Option<ContentWithLabel>,
    /// The id of the label; `list-site-labels`, `list-labels` and `get-label` find it.
    pub label_id: String,
    /// The ids of the spaces of the pages or blog posts to list, at most 100. By default, all.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<Vec<String>>,
    /// The order. By default, as Confluence has them.
    pub sort: Option<LabelledSort>,
    /// The representation in which to include the bodies of pages or blog posts. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
}

/// A kind of content that can be listed by a label.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ContentWithLabel {
    /// Pages.
    Page,
    /// Blog posts.
    Blogpost,
    /// Attachments.
    Attachment,
}

/// An order of what has a label.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum LabelledSort {
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
    /// Smallest id first, for pages and blog posts.
    #[serde(rename = "id")]
    Id,
    /// Largest id first, for pages and blog posts.
    #[serde(rename = "-id")]
    IdDescending,
    /// By title, A first, for pages.
    #[serde(rename = "title")]
    Title,
    /// By title, Z first, for pages.
    #[serde(rename = "-title")]
    TitleDescending,
}

impl Action for ListLabelledContent {
    type Output = Listing<LabelledContent>;
    const NAME: &str = "list-labelled-content";
    const GROUP: &str = "labels";
    const ROUTE: &str = "GET /wiki/api/v2/labels/{labelId}/pages\
        ?space-id={spaceId}&body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const GIVEN: Conditions = &[("type", &["", "page"])];
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/api/v2/labels/{labelId}/blogposts\
                ?space-id={spaceId}&body-format={bodyFormat}&sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:page:confluence"]],
        )
        .given(&[("type", &["blogpost"])])
        .ask(bodies::ask)
        .answer(bodies::answer)
        .answer_given(bodies::CONVERTED),
        ActionRoute::new(
            "GET /wiki/api/v2/labels/{labelId}/attachments?sort={sort}&limit={limit}&cursor={cursor}",
            &[&["read:attachment:confluence"]],
        )
        .given(&[("type", &["attachment"])]),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}
