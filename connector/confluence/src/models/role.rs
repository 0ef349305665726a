use connector_sdk::serde_json::{Value, json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A role that users and groups can have in a space: a name for a set of permissions.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpaceRole {
    /// The id of the role.
    pub id: String,
    /// Whether it is Confluence's own, `SYSTEM`, or was made on the site, `CUSTOM`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What the role is for.
    pub description: Option<String>,
    /// The ids of the permissions that it gives.
    pub space_permissions: Option<Vec<String>>,
}

/// A role that is being changed.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedSpaceRole {
    /// The id of the role.
    pub id: Option<String>,
    /// Whether it is Confluence's own, `SYSTEM`, or was made on the site, `CUSTOM`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// What the role is for.
    pub description: Option<String>,
    /// The id of the task that changes it everywhere.
    pub task_id: Option<String>,
}

/// A role that is being deleted.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletedSpaceRole {
    /// The id of the task that takes the role away everywhere.
    pub task_id: Option<String>,
}

/// How the spaces of a site say who may do what.
#[derive(JsonSchema)]
pub struct SpaceRoleMode {
    /// `PRE_ROLES` for permissions, `ROLES` for roles, and `ROLES_TRANSITION` on the way from one to the other.
    pub mode: Option<String>,
}

/// Who has which role in a space.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpaceRoleAssignment {
    /// Who has it.
    pub principal: Option<Principal>,
    /// The id of the role.
    pub role_id: Option<String>,
}

/// A user, a group or a class of users.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Principal {
    /// `USER`, `GROUP` or `ACCESS_CLASS`.
    pub principal_type: Option<String>,
    /// The account id of the user, the id of the group, or the name of the class, such as `all-licensed-users`.
    pub principal_id: Option<String>,
}

/// A kind of those who can have a role.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PrincipalType {
    /// One user.
    User,
    /// A group.
    Group,
    /// A class of users, such as everybody with a licence.
    AccessClass,
}

/// A kind of role.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RoleType {
    /// Confluence's own.
    System,
    /// Made on the site.
    Custom,
}

/// A role to give to a user, a group or a class of users, or to take away.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewRoleAssignment {
    /// What `principalId` is the id of.
    pub principal_type: PrincipalType,
    /// The account id of the user, the id of the group, or the name of the class: `anonymous-users`,
    /// `jsm-project-admins`, `authenticated-users`, `all-licensed-users` or `all-product-admins`.
    pub principal_id: String,
    /// The id of the role; `list-space-roles` finds it. Left out, the role that the user, group or class has is taken
    /// away.
    #[schemars(extend("x-options" = {"list": "space-roles"}))]
    pub role_id: Option<String>,
}

impl NewRoleAssignment {
    /// As Confluence takes it.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({
            "principal": { "principalType": self.principal_type, "principalId": self.principal_id },
        });
        if let Some(role) = &self.role_id {
            body["roleId"] = json!(role);
        }
        body
    }
}
