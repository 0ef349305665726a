//! Content of any type on Data Center: what is below it, and everything that there is.

use connector_sdk::serde_json::Value;
use connector_sdk::{Action, Answer, Ask, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{BodyFormat, Content, Listing};

/// Lists every piece of content of a type, of the whole site or of one space, however many there are.
///
/// Other lists count from the start again for every page of results; this one goes on where it stopped.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScanContent {
    /// What to list. Default: `page`.
    pub r#type: Option<ScannedType>,
    /// The key of the space whose content to list. By default, every space.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The states of the content, such as `current`, `trashed` or `any`. Default: `current`.
    pub status: Option<Vec<String>>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<BodyFormat>,
    /// What else to add to each result, such as `metadata.labels` or `restrictions.read`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

/// What a scan lists.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScannedType {
    /// Pages.
    Page,
    /// Blog posts.
    Blogpost,
    /// Comments.
    Comment,
}

/// A scan has cursors, and a link while there is more.
const SCAN: Paging = Paging { counted: false, ..data_center::LISTING };

impl Action for ScanContent {
    type Output = Listing<Content>;
    const NAME: &str = "scan-content";
    const GROUP: &str = "content";
    const ROUTE: &str = "GET /rest/api/content/scan\
        ?type={type}\
        &spaceKey={spaceKey}\
        &status={status}\
        &expand={expand}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = data_center::READ;
    const ROUTE_WHEN: Conditions = ON_PREM;
    const ASK: Option<Ask> = Some(data_center::expand);
    const ANSWER: Option<Answer> = Some(data_center::content);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&SCAN);
    const WHEN: Conditions = ON_PREM;
}

/// Lists what stands right below a piece of content: pages, comments or attachments.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListChildContent {
    /// The id of the content above.
    pub id: String,
    /// What to list.
    pub r#type: ChildType,
    /// The number of an earlier version of the content above, to list what was below it then. By default, the latest.
    pub parent_version: Option<u32>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<BodyFormat>,
    /// What else to add to each result, such as `metadata.labels` or `restrictions.read`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

/// What stands below a piece of content.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChildType {
    /// Pages.
    Page,
    /// Comments.
    Comment,
    /// Attachments.
    Attachment,
}

impl Action for ListChildContent {
    type Output = Listing<Content>;
    const NAME: &str = "list-child-content";
    const GROUP: &str = "content";
    const ROUTE: &str = "GET /rest/api/content/{id}/child/{type}\
        ?parentVersion={parentVersion}\
        &expand={expand}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const ROUTE_WHEN: Conditions = ON_PREM;
    const ASK: Option<Ask> = Some(data_center::expand);
    const ANSWER: Option<Answer> = Some(data_center::content);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}

/// Gets what stands right below a piece of content, by type.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentChildren {
    /// The id of the content above.
    pub id: String,
    /// The types to include, each with its first results; what belongs to them follows a dot, such as `page.version`.
    /// By default, the answer only names the types that there are.
    pub expand: Option<Vec<String>>,
    /// The number of an earlier version of the content above. By default, the latest.
    pub parent_version: Option<u32>,
    /// How many results to skip of each type. Default: `0`.
    pub start: Option<u32>,
    /// How many results to include of each type. By default, as Confluence has it.
    pub limit: Option<u32>,
}

/// What stands below a piece of content, by type.
#[derive(JsonSchema)]
pub struct ContentByType {
    /// The pages, where they were asked for.
    pub page: Option<Listing<Content>>,
    /// The comments, where they were asked for.
    pub comment: Option<Listing<Content>>,
    /// The attachments, where they were asked for.
    pub attachment: Option<Listing<Content>>,
    /// The paths of what was not asked for, by type.
    #[serde(rename = "_expandable")]
    pub expandable: Option<Value>,
}

impl Action for GetContentChildren {
    type Output = ContentByType;
    const NAME: &str = "get-content-children";
    const GROUP: &str = "content";
    const ROUTE: &str = "GET /rest/api/content/{id}/child\
        ?parentVersion={parentVersion}\
        &expand={expand,}\
        &start={start}\
        &limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const ROUTE_WHEN: Conditions = ON_PREM;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Lists the comments of a piece of content, with the replies to them.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListDescendantContent {
    /// The id of the content above.
    pub id: String,
    /// What to list; Confluence knows comments alone.
    pub r#type: DescendantType,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<BodyFormat>,
    /// What else to add to each result, such as `metadata.labels` or `restrictions.read`. By default, nothing.
    pub expand: Option<Vec<String>>,
}

/// What stands anywhere below a piece of content.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DescendantType {
    /// Comments.
    Comment,
}

impl Action for ListDescendantContent {
    type Output = Listing<Content>;
    const NAME: &str = "list-descendant-content";
    const GROUP: &str = "content";
    const ROUTE: &str = "GET /rest/api/content/{id}/descendant/{type}?expand={expand}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const ROUTE_WHEN: Conditions = ON_PREM;
    const ASK: Option<Ask> = Some(data_center::expand);
    const ANSWER: Option<Answer> = Some(data_center::content);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}

/// Gets what stands anywhere below a piece of content, by type; Confluence knows comments alone.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentDescendants {
    /// The id of the content above.
    pub id: String,
    /// The types to include, each with its first results, such as `comment` or `comment.body.view`. By default, the
    /// answer only names the types that there are.
    pub expand: Option<Vec<String>>,
}

impl Action for GetContentDescendants {
    type Output = ContentByType;
    const NAME: &str = "get-content-descendants";
    const GROUP: &str = "content";
    const ROUTE: &str = "GET /rest/api/content/{id}/descendant?expand={expand,}";
    const SCOPES: Scopes = data_center::READ;
    const ROUTE_WHEN: Conditions = ON_PREM;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}
