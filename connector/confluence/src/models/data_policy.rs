use schemars::JsonSchema;

use super::{SpaceDescription, SpaceIcon, SpaceLinks};

/// What data policies keep from the app.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataPolicy {
    /// Whether any content is kept from the app.
    pub any_content_blocked: Option<bool>,
}

/// A space, and what data policies keep from the app in it.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DataPolicySpace {
    /// The id of the space.
    pub id: Option<String>,
    /// The key of the space, such as `DOCS`.
    pub key: Option<String>,
    /// The name of the space.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<SpaceDescription>,
    /// What data policies keep from the app in it.
    pub data_policy: Option<DataPolicy>,
    /// Its icon.
    pub icon: Option<SpaceIcon>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<SpaceLinks>,
}
