use connector_sdk::serde_json::Value;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BodyText, Included, Label, Operation, Property, SpaceRoleAssignment};

/// A space.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Space {
    /// The id of the space, such as `98309`.
    pub id: String,
    /// The key of the space, such as `DOCS`.
    pub key: String,
    /// The name of the space.
    pub name: Option<String>,
    /// The kind of space, such as `global` or `personal`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The state of the space: `current`, `archived` or `trashed`.
    pub status: Option<String>,
    /// The account id of the user who created it.
    pub author_id: Option<String>,
    /// The account id of the user who owns it.
    pub space_owner_id: Option<String>,
    /// The key that its addresses show.
    pub current_active_alias: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// The id of its homepage.
    pub homepage_id: Option<String>,
    /// Its description, in the format that was asked for.
    pub description: Option<SpaceDescription>,
    /// Its icon, where `includeIcon` asks for it.
    pub icon: Option<SpaceIcon>,
    /// Its labels, where `includeLabels` asks for them.
    pub labels: Option<Included<Label>>,
    /// Its properties, where `includeProperties` asks for them.
    pub properties: Option<Included<Property>>,
    /// What the user may do with it, where `includeOperations` asks for it.
    pub operations: Option<Included<Operation>>,
    /// Who may do what in it, where `includePermissions` asks for it.
    pub permissions: Option<Included<Value>>,
    /// Who has which role in it, where `includeRoleAssignments` asks for it.
    pub role_assignments: Option<Included<SpaceRoleAssignment>>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<SpaceLinks>,
}

/// The description of a space.
#[derive(JsonSchema)]
pub struct SpaceDescription {
    /// The description as plain text.
    pub plain: Option<BodyText>,
    /// The description as HTML.
    pub view: Option<BodyText>,
}

/// The icon of a space.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpaceIcon {
    /// The path of the picture, for browsers.
    pub path: Option<String>,
    /// The path from which programs download it.
    pub api_download_link: Option<String>,
}

/// Addresses of a space for people, relative to `base`.
#[derive(JsonSchema)]
pub struct SpaceLinks {
    /// Where it is read.
    pub webui: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`; in lists it stands beside the results.
    pub base: Option<String>,
}

/// A kind of space.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpaceType {
    /// A space of the whole site.
    Global,
    /// A space for working together.
    Collaboration,
    /// A space made from the template for knowledge bases.
    KnowledgeBase,
    /// A user's own space.
    Personal,
    /// A space that Confluence itself uses.
    System,
    /// A space that shows newcomers around.
    Onboarding,
    /// A space with samples of cross-product work.
    XflowSampleSpace,
}

/// A state of a space.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SpaceStatus {
    /// In use.
    Current,
    /// Archived.
    Archived,
    /// In the trash.
    Trashed,
}
