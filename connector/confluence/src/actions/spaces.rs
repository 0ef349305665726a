//! Spaces.

use connector_sdk::{Action, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LISTING;
use crate::form::CLOUD;
use crate::models::{Listing, Space, SpaceStatus, SpaceType};

/// Lists the spaces that the user may see.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaces {
    /// The ids of the spaces to list, at most 250. By default, all.
    pub ids: Option<Vec<String>>,
    /// The keys of the spaces to list, such as `DOCS`, at most 250. By default, all.
    pub keys: Option<Vec<String>>,
    /// The kind of spaces to list. By default, all.
    #[serde(rename = "type")]
    pub kind: Option<SpaceType>,
    /// The state of the spaces to list. By default, all.
    pub status: Option<SpaceStatus>,
    /// The labels of the spaces to list. By default, with and without labels.
    pub labels: Option<Vec<String>>,
    /// The account id of a user: lists only what this user starred.
    pub favorited_by: Option<String>,
    /// The account id of a user: leaves out what this user starred.
    pub not_favorited_by: Option<String>,
    /// The order. Default: `id`.
    pub sort: Option<SpaceSort>,
    /// The format in which to include descriptions. By default, no descriptions.
    pub description_format: Option<DescriptionFormat>,
    /// Whether to include the icons. Default: `false`.
    pub include_icon: Option<bool>,
}

/// An order of spaces.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum SpaceSort {
    /// Smallest id first.
    #[serde(rename = "id")]
    Id,
    /// Largest id first.
    #[serde(rename = "-id")]
    IdDescending,
    /// By key, A first.
    #[serde(rename = "key")]
    Key,
    /// By key, Z first.
    #[serde(rename = "-key")]
    KeyDescending,
    /// By name, A first.
    #[serde(rename = "name")]
    Name,
    /// By name, Z first.
    #[serde(rename = "-name")]
    NameDescending,
}

/// A format of a space's description.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DescriptionFormat {
    /// Plain text.
    Plain,
    /// HTML.
    View,
}

impl Action for ListSpaces {
    type Output = Listing<Space>;
    const NAME: &str = "list-spaces";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "GET /wiki/api/v2/spaces\
        ?ids={ids}\
        &keys={keys}\
        &type={type}\
        &status={status}\
        &labels={labels}\
        &favorited-by={favoritedBy}\
        &not-favorited-by={notFavoritedBy}\
        &sort={sort}\
        &description-format={descriptionFormat}\
        &include-icon={includeIcon}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:space:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Gets one space by id.
///
/// To find a space by its key, use `list-spaces` with `keys`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetSpace {
    /// The id of the space, such as `98309`.
    pub id: String,
    /// The format in which to include the description. By default, no description.
    pub description_format: Option<DescriptionFormat>,
    /// Whether to include the icon. Default: `false`.
    pub include_icon: Option<bool>,
    /// Whether to include what the user may do with it. Default: `false`.
    pub include_operations: Option<bool>,
    /// Whether to include its first 50 properties. Default: `false`.
    pub include_properties: Option<bool>,
    /// Whether to include its first 50 permissions. Default: `false`.
    pub include_permissions: Option<bool>,
    /// Whether to include its first 50 role assignments, on sites that have roles. Default: `false`.
    pub include_role_assignments: Option<bool>,
    /// Whether to include its first 50 labels. Default: `false`.
    pub include_labels: Option<bool>,
}

impl Action for GetSpace {
    type Output = Space;
    const NAME: &str = "get-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "GET /wiki/api/v2/spaces/{id}\
        ?description-format={descriptionFormat}\
        &include-icon={includeIcon}\
        &include-operations={includeOperations}\
        &include-properties={includeProperties}\
        &include-permissions={includePermissions}\
        &include-role-assignments={includeRoleAssignments}\
        &include-labels={includeLabels}";
    const SCOPES: Scopes = &[&["read:space:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
