use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Effect, Error, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::DescriptionFormat;
use crate::actions::LISTING;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Listing, Space, SpaceStatus, SpaceType};

/// Lists the spaces that the user may see.
///
/// Data Center and Server know no order, no starring users, and only the kinds `global` and `personal`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaces {
    /// The ids of the spaces to list, at most 250. By default, all.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub ids: Option<Vec<String>>,
    /// The keys of the spaces to list, such as `DOCS`, at most 250. By default, all.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub keys: Option<Vec<String>>,
    /// The kind of spaces to list. By default, all.
    #[serde(rename = "type")]
    pub kind: Option<SpaceType>,
    /// The state of the spaces to list. By default, all.
    pub status: Option<SpaceStatus>,
    /// The labels of the spaces to list. By default, with and without labels.
    pub labels: Option<Vec<String>>,
    /// The account id of a user: lists only what this user starred (Cloud).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub favorited_by: Option<String>,
    /// The account id of a user: leaves out what this user starred (Cloud).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub not_favorited_by: Option<String>,
    /// The order (Cloud). Default: `id`.
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
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/space\
            ?spaceId={ids}\
            &spaceKey={keys}\
            &type={type}\
            &status={status}\
            &label={labels}\
            &expand={expand}\
            &start={cursor}\
            &limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(expand)
    .answer(data_center::space)
    .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}

/// What Data Center gives of a space only on request.
const INCLUDED: &[(&str, &str)] =
    &[("includeIcon", "icon"), ("includeLabels", "metadata.labels"), ("includePermissions", "permissions")];

/// What Data Center is to give of a space.
pub(super) fn expand(mut fields: Fields) -> Result<Fields, Error> {
    let mut always = data_center::SPACE.to_owned();
    if let Some(Value::String(format)) = fields.shift_remove("descriptionFormat") {
        always.extend([",description.", &format]);
    }
    data_center::expanded(&always, INCLUDED, fields)
}
