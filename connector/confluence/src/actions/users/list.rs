use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::{BY_200, whom};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{CountedListing, Group, User};

/// Lists the groups that a user is a member of.
///
/// On Cloud a user is named by `accountId`; on Data Center and Server, by `username` or `userKey`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListUserGroups {
    /// The account id of the user (Cloud).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: Option<String>,
    /// The username (Data Center and Server).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
    /// The user key (Data Center and Server).
    pub user_key: Option<String>,
}

impl Action for ListUserGroups {
    type Output = CountedListing<Group>;
    const NAME: &str = "list-user-groups";
    const GROUP: &str = "users";
    const ROUTE: &str = "GET /wiki/rest/api/user/memberof?accountId={accountId}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = &[&["read:confluence-user"], &["read:group:confluence", "read:user:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<connector_sdk::Ask> = Some(whom::account);
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/user/memberof?key={userKey}&username={username}&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(whom::name)
    .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = BY_200;
}

/// Lists the users of a Data Center or Server site.
///
/// On Cloud, `search-users` finds users.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListUsers {
    /// Which users to list. Default: `registered`.
    pub which: Option<ListedUsers>,
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<UserListExpansion>>,
}

/// Users of a site.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ListedUsers {
    /// Every user that is registered, enabled or not.
    Registered,
    /// The users who count for the licence, as the search index knows them.
    Active,
}

/// Something about a listed user that is left out unless asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum UserListExpansion {
    /// Whether the account works.
    Status,
}

impl Action for ListUsers {
    type Output = CountedListing<User>;
    const NAME: &str = "list-users";
    const GROUP: &str = "users";
    const ROUTE: &str = "GET /rest/api/user/list?expand={expand,}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const GIVEN: Conditions = &[("which", &["", "registered"])];
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/admin/users/list/active?expand={expand,}&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .given(&[("which", &["active"])])];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}
