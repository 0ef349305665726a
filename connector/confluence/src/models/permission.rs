use connector_sdk::serde_json::{Value, json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that a user or a group may do in a space.
///
/// Cloud lists it with `principal`, Data Center and Server with `subject`.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpacePermission {
    /// The id by which `remove-space-permission` removes it (Cloud).
    pub id: Option<Value>,
    /// Who may do it (Cloud).
    pub principal: Option<PermissionPrincipal>,
    /// Who may do it (Data Center and Server, and the answer to a change on Cloud).
    pub subject: Option<PermissionSubject>,
    /// What may be done, and to what.
    pub operation: Option<PermittedOperation>,
    /// The key of the space (Data Center and Server).
    pub space_key: Option<String>,
}

/// Who may do something.
#[derive(JsonSchema)]
pub struct PermissionPrincipal {
    /// `user`, `group` or `role`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The account id of the user, or the id of the group or role.
    pub id: Option<String>,
}

/// Who may do something.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionSubject {
    /// `user` or `group`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The account id of the user, or the id or name of the group (Cloud).
    pub identifier: Option<String>,
    /// The name that is shown (Data Center and Server).
    pub display_name: Option<String>,
}

/// What may be done, and to what.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermittedOperation {
    /// What may be done, such as `read` or `create`.
    pub key: Option<String>,
    /// What it may be done to, such as `page` or `space`.
    pub target_type: Option<String>,
}

/// The permissions that a space has after some were added.
#[derive(JsonSchema)]
pub struct AddedSpacePermissions {
    /// Those that were added, one after the other.
    pub results: Vec<SpacePermission>,
}

/// Something that a user or a group may do on the whole site.
#[derive(JsonSchema)]
pub struct GlobalPermission {
    /// Who may do it.
    pub subject: Option<PermissionSubject>,
    /// What may be done, and to what.
    pub operation: Option<PermittedOperation>,
}

/// The permissions of a whole site.
#[derive(JsonSchema)]
pub struct GlobalPermissions {
    /// The permissions.
    pub results: Vec<GlobalPermission>,
}

/// A permission that was removed.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemovedSpacePermission {
    /// The id of the permission.
    pub id: String,
    /// The key of the space.
    pub space_key: String,
    /// `removed`.
    pub status: String,
}

/// Permissions that were given or taken, as they were asked for.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedPermissions {
    /// The key of the space; absent for the whole site.
    pub space_key: Option<String>,
    /// What happened: `granted`, `revoked` or `set`.
    pub status: String,
}

/// A kind of permission that the roles of a site are made of.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpacePermissionType {
    /// The id, as roles name it.
    pub id: String,
    /// The name that is shown.
    pub display_name: Option<String>,
    /// What it allows.
    pub description: Option<String>,
    /// The ids of the permissions without which it cannot be given.
    pub required_permission_ids: Option<Vec<String>>,
}

/// A kind of those who can have permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SubjectType {
    /// One user.
    User,
    /// A group.
    Group,
    /// Everybody who is not logged in (Data Center and Server).
    Anonymous,
    /// Users without a licence (Data Center and Server, on the whole site only).
    Unlicensed,
}

/// All that a user, a group or everybody may do, as it is set.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubjectPermissions {
    /// What `subject` names.
    pub subject_type: SubjectType,
    /// The key of the user, or the name of the group; left out for `anonymous`.
    pub subject: Option<String>,
    /// All that they may do from now on; none to take everything away.
    pub permissions: Vec<Permitted>,
}

impl SubjectPermissions {
    /// As Data Center takes it.
    pub(crate) fn body(&self) -> Value {
        let operations: Vec<Value> = self.permissions.iter().map(Permitted::on_prem_body).collect();
        let mut body = json!({ "operations": operations });
        match self.subject_type {
            SubjectType::User => body["userKey"] = json!(self.subject),
            SubjectType::Group => body["groupName"] = json!(self.subject),
            SubjectType::Anonymous | SubjectType::Unlicensed => {}
        }
        body
    }
}

/// What an app may do with its own kind of content.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CustomContentPermission {
    /// What may be done.
    pub key: CustomContentOperation,
    /// The kind of custom content, such as `ac:my-app:note`.
    pub target: String,
    /// Whether it is allowed, or not allowed from now on.
    pub access: bool,
}

/// What may be done with custom content.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CustomContentOperation {
    /// Reading it.
    Read,
    /// Creating it.
    Create,
    /// Deleting it.
    Delete,
}

/// Something that may be done, as it is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Permitted {
    /// What may be done, such as `read`, `create`, `delete`, `export` or `administer`.
    pub operation: String,
    /// What it may be done to, such as `space`, `page`, `blogpost`, `comment` or `attachment`.
    pub target: String,
}

impl Permitted {
    /// As Data Center takes it.
    pub(crate) fn on_prem_body(&self) -> Value {
        json!({ "targetType": self.target, "operationKey": self.operation })
    }
}

/// A permission of a space that is created.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewSpacePermission {
    /// What may be done: `read`, `create`, `delete`, `export` or `administer`.
    pub operation: String,
    /// What it may be done to: `space`, `page`, `blogpost`, `comment` or `attachment`.
    pub target: String,
    /// The account ids of the users who may do it. By default, none.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub users: Option<Vec<String>>,
    /// The ids of the groups that may do it. By default, none.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub groups: Option<Vec<String>>,
    /// Whether everybody may do it, also without logging in. Default: `false`.
    pub anonymous: Option<bool>,
    /// Whether the customers of a service desk may do it; only for `read` of `space`. Default: `false`.
    pub unlicensed: Option<bool>,
}

impl NewSpacePermission {
    /// As Confluence takes it.
    pub(crate) fn body(&self) -> Value {
        let mut subjects = json!({});
        if let Some(users) = &self.users {
            let results: Vec<Value> = users.iter().map(|id| json!({ "type": "known", "accountId": id })).collect();
            subjects["user"] = json!({ "size": results.len(), "results": results });
        }
        if let Some(groups) = &self.groups {
            let results: Vec<Value> = groups.iter().map(|id| json!({ "type": "group", "id": id })).collect();
            subjects["group"] = json!({ "size": results.len(), "results": results });
        }
        json!({
            "subjects": subjects,
            "operation": { "operation": self.operation, "targetType": self.target },
            "anonymousAccess": self.anonymous.unwrap_or(false),
            "unlicensedAccess": self.unlicensed.unwrap_or(false),
        })
    }
}
