use connector_sdk::{Action, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::READ;
use crate::actions::LISTING;
use crate::form::CLOUD;
use crate::models::{CustomContent, Listing};

/// Lists the custom content that a piece of custom content holds: its id, type, state, title and space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListChildCustomContent {
    /// The id of the custom content that holds it.
    pub id: String,
    /// The order. Default: `id`.
    pub sort: Option<ChildCustomContentSort>,
}

/// An order of custom content below other custom content.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum ChildCustomContentSort {
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
}

impl Action for ListChildCustomContent {
    type Output = Listing<CustomContent>;
    const NAME: &str = "list-child-custom-content";
    const GROUP: &str = "custom-content";
    const ROUTE: &str = "GET /wiki/api/v2/custom-content/{id}/children?sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = READ;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}
