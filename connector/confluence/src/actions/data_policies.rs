//! Data policies, with which an organization keeps content from apps.

use connector_sdk::{Action, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LISTING;
use super::spaces::SpaceSort;
use crate::form::CLOUD;
use crate::models::{DataPolicy, DataPolicySpace, Listing};

/// Finds out whether data policies keep any content of the site from the app.
///
/// Only apps may ask this.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetDataPolicy {}

impl Action for GetDataPolicy {
    type Output = DataPolicy;
    const NAME: &str = "get-data-policy";
    const GROUP: &str = "data-policies";
    const ROUTE: &str = "GET /wiki/api/v2/data-policies/metadata";
    const SCOPES: Scopes = &[&["read:configuration:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Lists spaces, and whether data policies keep any of their content from the app.
///
/// Only apps may ask this.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListDataPolicySpaces {
    /// The ids of the spaces to list. By default, all.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub ids: Option<Vec<String>>,
    /// The keys of the spaces to list, such as `DOCS`. By default, all.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub keys: Option<Vec<String>>,
    /// The order. Default: `id`.
    pub sort: Option<SpaceSort>,
}

impl Action for ListDataPolicySpaces {
    type Output = Listing<DataPolicySpace>;
    const NAME: &str = "list-data-policy-spaces";
    const GROUP: &str = "data-policies";
    const ROUTE: &str =
        "GET /wiki/api/v2/data-policies/spaces?ids={ids}&keys={keys}&sort={sort}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:space:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}
