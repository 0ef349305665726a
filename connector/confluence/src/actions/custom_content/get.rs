use connector_sdk::{Action, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::READ;
use crate::form::CLOUD;
use crate::models::{CustomContent, CustomContentBodyFormat};

/// Gets one piece of custom content by id.
///
/// Without `bodyFormat` the body is empty.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetCustomContent {
    /// The id of the custom content.
    pub id: String,
    /// The representation in which to include the body. By default, no body.
    pub body_format: Option<CustomContentBodyFormat>,
    /// The number of an earlier version to get instead of the latest.
    pub version: Option<u32>,
    /// Whether to include its first 50 labels. Default: `false`.
    pub include_labels: Option<bool>,
    /// Whether to include its first 50 content properties. Default: `false`.
    pub include_properties: Option<bool>,
    /// Whether to include what the user may do with it. Default: `false`.
    pub include_operations: Option<bool>,
    /// Whether to include its latest 50 versions. Default: `false`.
    pub include_versions: Option<bool>,
    /// Whether to include its current version. Default: `true`.
    pub include_version: Option<bool>,
    /// Whether to include the users who worked on it. Default: `false`.
    pub include_collaborators: Option<bool>,
}

impl Action for GetCustomContent {
    type Output = CustomContent;
    const NAME: &str = "get-custom-content";
    const GROUP: &str = "custom-content";
    const ROUTE: &str = "GET /wiki/api/v2/custom-content/{id}\
        ?body-format={bodyFormat}\
        &version={version}\
        &include-labels={includeLabels}\
        &include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-versions={includeVersions}\
        &include-version={includeVersion}\
        &include-collaborators={includeCollaborators}";
    const SCOPES: Scopes = READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
