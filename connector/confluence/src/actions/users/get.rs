use connector_sdk::{Action, ActionRoute, Conditions, Effect, Error, ErrorKind, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::UserExpansion;
use crate::actions::whom;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Found, User};

/// Gets one user.
///
/// On Cloud a user is named by `accountId`; on Data Center and Server, by `username` or `userKey`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetUser {
    /// The account id of the user (Cloud), such as `712020:00000000-0000-4000-8000-000000000001`.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: Option<String>,
    /// The username (Data Center and Server).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
    /// The user key (Data Center and Server).
    pub user_key: Option<String>,
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<UserExpansion>>,
}

impl Action for GetUser {
    type Output = User;
    const NAME: &str = "get-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "GET /wiki/rest/api/user?accountId={accountId}&expand={expand,}";
    const SCOPES: Scopes = &[&["read:confluence-user"], &["read:content-details:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<connector_sdk::Ask> = Some(whom::account);
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/user?key={userKey}&username={username}&expand={expand,}", data_center::READ)
            .when(ON_PREM)
            .ask(whom::name)];
    const EFFECT: Effect = Effect::Read;
}

/// Gets many users by their account ids.
///
/// Users who are not found are left out. With `expand`, at most 100 users can be asked for.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetUsers {
    /// The account ids of the users.
    #[schemars(length(min = 1, max = 250))]
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_ids: Vec<String>,
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<UserExpansion>>,
}

impl Action for GetUsers {
    type Output = Found<User>;
    const NAME: &str = "get-users";
    const GROUP: &str = "users";
    const ROUTE: &str = "POST /wiki/api/v2/users-bulk";
    const SCOPES: Scopes = &[&["read:user:confluence"]];
    const GIVEN: Conditions = &[("expand", &[""])];
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /wiki/rest/api/user/bulk?accountId={accountIds}&expand={expand,}",
        &[&["read:confluence-user"], &["read:content-details:confluence"]],
    )
    .ask(at_most_100)];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// The first API leaves out what goes beyond, and says nothing about it.
fn at_most_100(fields: Fields) -> Result<Fields, Error> {
    let count = fields.get("accountIds").and_then(|ids| ids.as_array()).map_or(0, Vec::len);
    if count > 100 {
        return Err(Error::new(ErrorKind::InvalidInput, "with `expand`, at most 100 users can be asked for")
            .hint("Ask in several steps, or without `expand`")
            .problem("/accountIds", "has more than 100"));
    }
    Ok(fields)
}

/// Gets what Confluence shows for visitors who are not logged in: a name and a picture.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetAnonymousUser {
    /// What to add that is usually left out. By default, nothing.
    pub expand: Option<Vec<AnonymousUserExpansion>>,
}

/// Something about visitors that is left out unless asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum AnonymousUserExpansion {
    /// What visitors may do on the site.
    Operations,
}

impl Action for GetAnonymousUser {
    type Output = User;
    const NAME: &str = "get-anonymous-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "GET /wiki/rest/api/user/anonymous?expand={expand,}";
    const SCOPES: Scopes = &[&["read:confluence-user"], &["read:user:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/user/anonymous?expand={expand,}", data_center::READ).when(ON_PREM)];
    const EFFECT: Effect = Effect::Read;
}
