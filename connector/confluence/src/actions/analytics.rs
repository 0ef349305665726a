//! How often content is viewed.

use connector_sdk::{Action, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::ViewCount;

/// Counts how often a piece of content was viewed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentViews {
    /// The id of the content.
    pub id: String,
    /// The date from which on to count, such as `2026-05-27`. By default, from its creation on.
    pub from_date: Option<String>,
}

impl Action for GetContentViews {
    type Output = ViewCount;
    const NAME: &str = "get-content-views";
    const GROUP: &str = "analytics";
    const ROUTE: &str = "GET /wiki/rest/api/analytics/content/{id}/views?fromDate={fromDate}";
    const SCOPES: Scopes = &[&["read:confluence-content.summary"], &["read:analytics.content:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Counts how many users viewed a piece of content.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetContentViewers {
    /// The id of the content.
    pub id: String,
    /// The date from which on to count, such as `2026-05-27`. By default, from its creation on.
    pub from_date: Option<String>,
}

impl Action for GetContentViewers {
    type Output = ViewCount;
    const NAME: &str = "get-content-viewers";
    const GROUP: &str = "analytics";
    const ROUTE: &str = "GET /wiki/rest/api/analytics/content/{id}/viewers?fromDate={fromDate}";
    const SCOPES: Scopes = &[&["read:confluence-content.summary"], &["read:analytics.content:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
