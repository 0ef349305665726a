//! Roles: named sets of permissions that users and groups have in spaces, on sites of Cloud that have them.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LISTING;
use super::content::{SPACE, SPACE_BY_KEY, located};
use crate::form::CLOUD;
use crate::models::{
    ChangedSpaceRole, DeletedSpaceRole, Listing, NewRoleAssignment, PrincipalType, RoleType, SpaceRole,
    SpaceRoleAssignment, SpaceRoleMode,
};

/// Gets whether the spaces of the site have roles, permissions, or are on the way from one to the other.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetSpaceRoleMode {}

impl Action for GetSpaceRoleMode {
    type Output = SpaceRoleMode;
    const NAME: &str = "get-space-role-mode";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "GET /wiki/api/v2/space-role-mode";
    const SCOPES: Scopes = &[&["read:configuration:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Lists the roles that the spaces of the site can use.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaceRoles {
    /// The id of the space whose roles to list; `list-spaces` finds it by key. By default, those of the whole site.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The kind of roles to list. By default, both.
    pub role_type: Option<RoleType>,
    /// What `principalId` is the id of; the two go together.
    pub principal_type: Option<PrincipalType>,
    /// The id of a user or group, or the name of a class such as `all-licensed-users`: lists only the roles that it has.
    pub principal_id: Option<String>,
}

impl Action for ListSpaceRoles {
    type Output = Listing<SpaceRole>;
    const NAME: &str = "list-space-roles";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "GET /wiki/api/v2/space-roles?space-id={spaceId}&role-type={roleType}\
        &principal-type={principalType}&principal-id={principalId}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:space.permission:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Gets one role by id.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetSpaceRole {
    /// The id of the role; `list-space-roles` finds it.
    #[schemars(extend("x-options" = {"list": "space-roles"}))]
    pub id: String,
}

impl Action for GetSpaceRole {
    type Output = SpaceRole;
    const NAME: &str = "get-space-role";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "GET /wiki/api/v2/space-roles/{id}";
    const SCOPES: Scopes = &[&["read:space.permission:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Creates a role, which takes an administrator of the site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateSpaceRole {
    /// The name.
    pub name: String,
    /// What the role is for.
    pub description: String,
    /// The ids of the permissions that it gives; `list-space-permission-types` finds them.
    pub space_permissions: Vec<String>,
}

impl Action for CreateSpaceRole {
    type Output = SpaceRole;
    const NAME: &str = "create-space-role";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "POST /wiki/api/v2/space-roles";
    const SCOPES: Scopes = &[&["write:configuration:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}

/// Updates a role everywhere, in a task that takes its time.
///
/// What is left out stays as it is: the role is read first, unless its name, description and permissions are given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateSpaceRole {
    /// The id of the role; `list-space-roles` finds it.
    #[schemars(extend("x-options" = {"list": "space-roles"}))]
    pub id: String,
    /// The new name. By default, it stays.
    pub name: Option<String>,
    /// What the role is for. By default, it stays.
    pub description: Option<String>,
    /// The ids of the permissions that it gives; `list-space-permission-types` finds them. By default, they stay.
    pub space_permissions: Option<Vec<String>>,
    /// The id of the role for everybody who is not logged in, where they can no longer have this one.
    #[schemars(extend("x-options" = {"list": "space-roles"}))]
    pub anonymous_reassignment_role_id: Option<String>,
    /// The id of the role for guests, where they can no longer have this one.
    #[schemars(extend("x-options" = {"list": "space-roles"}))]
    pub guest_reassignment_role_id: Option<String>,
}

const CURRENT: &str = "GET /wiki/api/v2/space-roles/{id}";

impl Action for UpdateSpaceRole {
    type Output = ChangedSpaceRole;
    const NAME: &str = "update-space-role";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "PUT /wiki/api/v2/space-roles/{id}";
    const SCOPES: Scopes = &[&["write:configuration:confluence"]];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(CURRENT, &[&["read:space.permission:confluence"]])];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        if fields.len() == 1 {
            return Err(Error::new(ErrorKind::InvalidInput, "nothing to change is given")
                .hint("Give a `name`, `description` or `spacePermissions`"));
        }
        let wanted = ["name", "description", "spacePermissions"];
        if !wanted.iter().all(|name| fields.contains_key(*name)) {
            let mut role: Fields = context.send(&context.request_by::<Self>(CURRENT, &fields)?)?.json()?;
            for name in wanted {
                let value = role.shift_remove(name).unwrap_or_default();
                fields.entry(name).or_insert(value);
            }
        }
        Json::from_response(context.send(&context.request_from::<Self>(&fields)?)?)
    }
}

/// Deletes a role everywhere, in a task that takes its time.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteSpaceRole {
    /// The id of the role; `list-space-roles` finds it.
    #[schemars(extend("x-options" = {"list": "space-roles"}))]
    pub id: String,
}

impl Action for DeleteSpaceRole {
    type Output = DeletedSpaceRole;
    const NAME: &str = "delete-space-role";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "DELETE /wiki/api/v2/space-roles/{id}";
    const SCOPES: Scopes = &[&["write:configuration:confluence"]];
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;
}

/// Lists who has which role in a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaceRoleAssignments {
    /// The id of the space, such as `98309`. Needed where there is no `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `spaceId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The id of the role. By default, every role.
    #[schemars(extend("x-options" = {"list": "space-roles", "depends": ["spaceId"]}))]
    pub role_id: Option<String>,
    /// The kind of role. By default, both.
    pub role_type: Option<RoleType>,
    /// What `principalId` is the id of; the two go together.
    pub principal_type: Option<PrincipalType>,
    /// The id of a user or group, or the name of a class such as `all-licensed-users`. By default, everybody.
    pub principal_id: Option<String>,
}

impl Action for ListSpaceRoleAssignments {
    type Output = Listing<SpaceRoleAssignment>;
    const NAME: &str = "list-space-role-assignments";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "GET /wiki/api/v2/spaces/{spaceId}/role-assignments?role-id={roleId}&role-type={roleType}\
        &principal-type={principalType}&principal-id={principalId}&limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = &[&["read:space.permission:confluence"]];
    const ALSO: &[ActionRoute] = &[SPACE_BY_KEY];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        context.perform::<Self>(located(context, fields, SPACE)?)
    }
}

/// Gives roles in a space to users, groups or classes of users, or takes them away.
///
/// Whoever is not named keeps the role that they have.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetSpaceRoleAssignments {
    /// The id of the space, such as `98309`. Needed where there is no `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of `spaceId`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// Who gets which role.
    #[schemars(length(min = 1))]
    pub assignments: Vec<NewRoleAssignment>,
}

impl Action for SetSpaceRoleAssignments {
    type Output = Listing<SpaceRoleAssignment>;
    const NAME: &str = "set-space-role-assignments";
    const GROUP: &str = "space-roles";
    const ROUTE: &str = "POST /wiki/api/v2/spaces/{spaceId}/role-assignments";
    const SCOPES: Scopes = &[&["write:space.permission:confluence"]];
    const ALSO: &[ActionRoute] = &[SPACE_BY_KEY];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let body: Vec<Value> = this.assignments.iter().map(NewRoleAssignment::body).collect();
        let request = context.request_from::<Self>(&located(context, fields, SPACE)?)?.json(&json!(body))?;
        Json::from_response(context.send(&request)?)
    }
}
