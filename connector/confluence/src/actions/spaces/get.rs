use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DescriptionFormat, list};
use crate::actions::content::{SPACE_BY_ID, SPACE_BY_KEY, located};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::Space;

/// Gets one space by its id or its key.
///
/// On Cloud a key, and on Data Center and Server an id, takes a further request that finds the space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetSpace {
    /// The id of the space, such as `98309`. Needed where there is no `key`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `id`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub key: Option<String>,
    /// The format in which to include the description. By default, no description.
    pub description_format: Option<DescriptionFormat>,
    /// Whether to include the icon. Default: `false`.
    pub include_icon: Option<bool>,
    /// Whether to include what the user may do with it (Cloud). Default: `false`.
    pub include_operations: Option<bool>,
    /// Whether to include its first 50 properties (Cloud). Default: `false`.
    pub include_properties: Option<bool>,
    /// Whether to include its first 50 permissions. Default: `false`.
    pub include_permissions: Option<bool>,
    /// Whether to include its first 50 role assignments, on sites that have roles (Cloud). Default: `false`.
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
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new("GET /rest/api/space/{key}?expand={expand}", data_center::READ)
        .when(ON_PREM)
        .ask(list::expand)
        .answer(data_center::space)];
    const ALSO: &[ActionRoute] = &[SPACE_BY_KEY.given(&[("key", &["*"])]), SPACE_BY_ID.given(&[("id", &["*"])])];
    const EFFECT: Effect = Effect::Read;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        context.perform::<Self>(located(context, fields, ("id", "key"))?)
    }
}
