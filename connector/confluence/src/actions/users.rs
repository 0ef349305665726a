//! Users.

mod access;
mod account;
mod emails;
mod get;
mod list;
mod password;

use connector_sdk::{Action, ActionRoute, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::access::{CheckUserAccess, InviteUsers};
pub use self::account::{CreateUser, DeleteUser, DisableUser, EnableUser, UpdateCurrentUser, UpdateUser};
pub use self::emails::{GetUserEmail, GetUserEmails};
pub use self::get::{GetAnonymousUser, GetUser, GetUsers};
pub use self::list::{ListUserGroups, ListUsers, ListedUsers, UserListExpansion};
pub use self::password::{SetCurrentUserPassword, SetUserPassword};
use crate::data_center;
use crate::form;
use crate::models::User;

/// Gets the user whose credential the connection holds.
///
/// On Cloud a user has an account id; on Data Center and Server, a username and a user key.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetCurrentUser {
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<UserExpansion>>,
}

/// Something about a user that is left out unless asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum UserExpansion {
    /// What the user may do on the site.
    Operations,
    /// The user's personal space.
    PersonalSpace,
}

impl Action for GetCurrentUser {
    type Output = User;
    const NAME: &str = "get-current-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "GET /wiki/rest/api/user/current?expand={expand,}";
    const SCOPES: Scopes = &[&["read:confluence-user"], &["read:content-details:confluence"]];
    const ROUTE_WHEN: Conditions = form::CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/user/current?expand={expand,}", data_center::READ).when(form::ON_PREM)];
    const EFFECT: Effect = Effect::Read;
}
