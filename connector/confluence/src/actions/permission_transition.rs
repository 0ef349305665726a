//! The way of a Cloud site from permissions of spaces to roles, for its administrators.

use connector_sdk::{Action, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::LINKED;
use crate::form::CLOUD;
use crate::models::{CombinationAssignment, PermissionCombinations, SpaceSelection, TransitionTask};

const READ: Scopes = &[&["read:configuration:confluence"]];
const WRITE: Scopes = &[&["write:configuration:confluence"]];

/// Lists the combinations of permissions that users and groups have in spaces and that are no role yet.
///
/// They are as of `generatedAt`; `refresh-permission-combinations` looks for them anew. This list goes on with the
/// `cursor` of an answer, since it has no links.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListPermissionCombinations {}

impl Action for ListPermissionCombinations {
    type Output = PermissionCombinations;
    const NAME: &str = "list-permission-combinations";
    const GROUP: &str = "permission-transition";
    const ROUTE: &str = "GET /wiki/api/v2/space-permissions/transition/combinations?limit={limit}&cursor={cursor}";
    const SCOPES: Scopes = READ;
    const EFFECT: Effect = Effect::Read;
    // The next page is a cursor in the answer, where every other list has a link.
    const PAGING: Option<&Paging> = Some(&Paging { next: ("", "cursor"), ..LINKED });
    const WHEN: Conditions = CLOUD;
}

/// Refreshes the list of combinations of permissions, in a task that takes its time.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RefreshPermissionCombinations {}

impl Action for RefreshPermissionCombinations {
    type Output = TransitionTask;
    const NAME: &str = "refresh-permission-combinations";
    const GROUP: &str = "permission-transition";
    const ROUTE: &str = "POST /wiki/api/v2/space-permissions/transition/combinations";
    const SCOPES: Scopes = WRITE;
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const WHEN: Conditions = CLOUD;
}

/// Assigns roles to those who have certain combinations of permissions, in a task that takes its time.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AssignCombinationRoles {
    /// Which combination becomes which role.
    #[schemars(length(min = 1))]
    pub assignments: Vec<CombinationAssignment>,
    /// The spaces to do it in.
    pub space_selection: SpaceSelection,
}

impl Action for AssignCombinationRoles {
    type Output = TransitionTask;
    const NAME: &str = "assign-combination-roles";
    const GROUP: &str = "permission-transition";
    const ROUTE: &str = "POST /wiki/api/v2/space-permissions/transition/role-assignments";
    const SCOPES: Scopes = WRITE;
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}

/// Removes every permission of those who have certain combinations of permissions, in a task that takes its time.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveCombinationAccess {
    /// The ids of the combinations; `list-permission-combinations` finds them.
    #[schemars(length(min = 1))]
    pub permission_combination_ids: Vec<String>,
    /// The spaces to do it in.
    pub space_selection: SpaceSelection,
}

impl Action for RemoveCombinationAccess {
    type Output = TransitionTask;
    const NAME: &str = "remove-combination-access";
    const GROUP: &str = "permission-transition";
    const ROUTE: &str = "POST /wiki/api/v2/space-permissions/transition/access-removals";
    const SCOPES: Scopes = WRITE;
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;
}

/// Gets how far a task of the way to roles is.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetPermissionTransitionTask {
    /// The id of the task, as the action that began it gave it.
    pub task_id: String,
}

impl Action for GetPermissionTransitionTask {
    type Output = TransitionTask;
    const NAME: &str = "get-permission-transition-task";
    const GROUP: &str = "permission-transition";
    const ROUTE: &str = "GET /wiki/api/v2/space-permissions/transition/tasks/{taskId}";
    const SCOPES: Scopes = READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
