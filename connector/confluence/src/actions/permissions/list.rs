use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::permission;
use crate::actions::LISTING;
use crate::actions::content::{LOOKUP, SPACE, located};
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Listing, SpacePermission, SpacePermissionType, SubjectType};

/// Lists who may do what in a space.
///
/// Data Center and Server answer with all permissions at once, and on request only with those of one user, of one group
/// or of everybody who is not logged in.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpacePermissions {
    /// The id of the space, such as `98309`. Needed where there is no `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `spaceId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// Whose permissions to list (Data Center and Server). By default, everybody's.
    pub subject_type: Option<SubjectType>,
    /// The key of the user, or the name of the group (Data Center and Server).
    pub subject: Option<String>,
}

impl Action for ListSpacePermissions {
    type Output = Listing<SpacePermission>;
    const NAME: &str = "list-space-permissions";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "GET /wiki/api/v2/spaces/{spaceId}/permissions?limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:space:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("GET /rest/api/space/{spaceKey}/permissions", data_center::READ)
            .when(ON_PREM)
            .given(&[("subjectType", &[""])]),
        ActionRoute::new("GET /rest/api/space/{spaceKey}/permissions/user/{subject}", data_center::READ)
            .when(ON_PREM)
            .given(&[("subjectType", &["user"])]),
        ActionRoute::new("GET /rest/api/space/{spaceKey}/permissions/group/{subject}", data_center::READ)
            .when(ON_PREM)
            .given(&[("subjectType", &["group"])]),
        ActionRoute::new("GET /rest/api/space/{spaceKey}/permissions/anonymous", data_center::READ)
            .when(ON_PREM)
            .given(&[("subjectType", &["anonymous"])]),
    ];
    const ALSO: &[ActionRoute] = LOOKUP;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let fields = located(context, fields, SPACE)?;
        if is_on_prem(context) {
            return data_center::unpaged::<Self>(context, &fields, permission);
        }
        context.perform::<Self>(fields)
    }
}

/// Lists the kinds of permissions that the roles of a site are made of.
///
/// Only sites whose spaces have roles have them.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpacePermissionTypes {}

impl Action for ListSpacePermissionTypes {
    type Output = Listing<SpacePermissionType>;
    const NAME: &str = "list-space-permission-types";
    const GROUP: &str = "permissions";
    const ROUTE: &str = "GET /wiki/api/v2/space-permissions?limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:space.permission:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}
