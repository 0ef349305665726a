use connector_sdk::{Action, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::data_center;
use crate::form::ON_PREM;
use crate::models::ContentByKind;

/// Gets what belongs right to a piece of content, by kind: pages below it, comments and attachments.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetChildrenByKind {
    /// The id of the content.
    pub id: String,
    /// The kinds to get, such as `page`, `comment` or `attachment`, and after a dot what to add to each, such as
    /// `page.version`. By default, none: the answer says which there are.
    pub expand: Option<Vec<String>>,
    /// The number of the version of the content whose children to get. By default, the latest.
    pub parent_version: Option<u32>,
    /// How many of each kind to skip. Default: 0.
    pub start: Option<u32>,
    /// The most of each kind. By default, as Confluence has it.
    #[schemars(range(min = 1))]
    pub limit: Option<u32>,
}

impl Action for GetChildrenByKind {
    type Output = ContentByKind;
    const NAME: &str = "get-children-by-kind";
    const GROUP: &str = "content-tree";
    const ROUTE: &str = "GET /rest/api/content/{id}/child\
        ?expand={expand,}&parentVersion={parentVersion}&start={start}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const ROUTE_WHEN: Conditions = ON_PREM;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Gets what belongs to a piece of content at any depth, by kind: comments and the replies to them.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetDescendantsByKind {
    /// The id of the content.
    pub id: String,
    /// The kinds to get, such as `comment`, and after a dot what to add to each, such as `comment.version`. By default,
    /// none: the answer says which there are.
    pub expand: Option<Vec<String>>,
}

impl Action for GetDescendantsByKind {
    type Output = ContentByKind;
    const NAME: &str = "get-descendants-by-kind";
    const GROUP: &str = "content-tree";
    const ROUTE: &str = "GET /rest/api/content/{id}/descendant?expand={expand,}";
    const SCOPES: Scopes = data_center::READ;
    const ROUTE_WHEN: Conditions = ON_PREM;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}
