use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One part of a list of permission combinations.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionCombinations {
    /// The combinations, the most used first.
    pub results: Vec<PermissionCombination>,
    /// When Confluence last looked for them; null where it never did.
    pub generated_at: Option<String>,
    /// Where to go on, to be given as `cursor`; null at the end.
    pub cursor: Option<String>,
}

/// A set of permissions that somebody has in some space and that is no role.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionCombination {
    /// The id of the combination.
    pub combination_id: String,
    /// In how many spaces it is found.
    pub space_count: Option<i64>,
    /// How many users and groups have it.
    pub principal_count: Option<i64>,
    /// The permissions.
    pub permissions: Option<Vec<CombinedPermission>>,
    /// The kinds of those who have it, such as `USER` or `GROUP`.
    pub principal_types: Option<Vec<String>>,
}

/// A permission of a combination.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CombinedPermission {
    /// The id of the permission.
    pub id: String,
    /// The name that is shown.
    pub display_name: Option<String>,
}

/// A task of the way from permissions to roles.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransitionTask {
    /// The id of the task.
    pub task_id: String,
    /// `IN_PROGRESS`, `COMPLETED` or `FAILED`.
    pub status: Option<String>,
    /// Where its state is found, as it begins.
    pub status_url: Option<String>,
    /// What went wrong.
    pub error_message: Option<String>,
}

/// The spaces that a change is for.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpaceSelection {
    /// Which spaces.
    pub space_type: SelectedSpaces,
    /// The spaces that are named, for `SPECIFIC` and `ALL_EXCEPT_SPECIFIC`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected_spaces: Option<Vec<SelectedSpace>>,
}

/// Which spaces a change is for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SelectedSpaces {
    /// Every space.
    All,
    /// Every space but those of single users.
    AllExceptPersonal,
    /// Every space but those that are named.
    AllExceptSpecific,
    /// The spaces of single users.
    Personal,
    /// The spaces that are named.
    Specific,
}

/// A space that a change names.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SelectedSpace {
    /// The id of the space.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub id: String,
    /// The key of the space.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub key: String,
}

/// Which roles those get who have a combination.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CombinationAssignment {
    /// The id of the combination; `list-permission-combinations` finds it.
    pub permission_combination_id: String,
    /// The role of each kind of those who have it.
    #[schemars(length(min = 1))]
    pub principal_type_assignments: Vec<PrincipalTypeAssignment>,
}

/// The role that one kind of users or groups gets.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrincipalTypeAssignment {
    /// The kind.
    pub principal_type: CombinedPrincipal,
    /// Whether they lose their access instead of getting a role.
    pub remove_access: bool,
    /// The id of the role; left out where they lose their access.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-options" = {"list": "space-roles"}))]
    pub role_id: Option<String>,
}

/// A kind of those who can have a combination of permissions.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CombinedPrincipal {
    /// Users.
    User,
    /// Groups.
    Group,
    /// Guests, who see one space.
    Guest,
    /// Everybody, also without logging in.
    Anonymous,
    /// Everybody with a licence.
    AllLicensedUsersUserClass,
    /// Every administrator of Confluence.
    AllProductAdminsUserClass,
    /// Apps.
    App,
}
