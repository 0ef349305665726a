use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Answer, Ask, Conditions, Effect, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::users::UserExpansion;
use crate::actions::{BY_200, NO_CHECK, echo, whom};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{CountedListing, Membership, User};

/// Lists the members of a group.
///
/// For a group that is not there, Cloud lists nobody. On Data Center and Server this needs the right to administer
/// Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListGroupMembers {
    /// The group: its id on Cloud, its name on Data Center and Server.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: String,
    /// What to add to each user that is usually left out. By default, nothing.
    pub expand: Option<Vec<UserExpansion>>,
    /// Whether to count all members in `totalSize`, which takes long (Cloud). Default: `false`.
    pub should_return_total_size: Option<bool>,
}

impl Action for ListGroupMembers {
    type Output = CountedListing<User>;
    const NAME: &str = "list-group-members";
    const GROUP: &str = "groups";
    const ROUTE: &str = "GET /wiki/rest/api/group/{group}/membersByGroupId\
        ?expand={expand,}\
        &shouldReturnTotalSize={shouldReturnTotalSize}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = &[&["read:confluence-groups"], &["read:group:confluence", "read:user:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/group/{group}/member?expand={expand,}&start={cursor}&limit={limit}",
        data_center::ADMIN,
    )
    .when(ON_PREM)
    .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = BY_200;
}

/// Adds a user to a group.
///
/// This needs the right to administer the site (Cloud) or Confluence (Data Center and Server).
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddGroupMember {
    /// The group: its id on Cloud, its name on Data Center and Server.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: String,
    /// The account id of the user (Cloud).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: Option<String>,
    /// The username (Data Center and Server).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
}

impl Action for AddGroupMember {
    type Output = Membership;
    const NAME: &str = "add-group-member";
    const GROUP: &str = "groups";
    const ROUTE: &str = "POST /wiki/rest/api/group/userByGroupId?groupId={group}";
    const SCOPES: Scopes = &[&["write:confluence-groups"], &["write:group:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(whom::account);
    const ANSWER: Option<Answer> = Some(|asked, answer| membership(asked, answer, true));
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("PUT /rest/api/user/{username}/group/{group}", data_center::ADMIN)
            .when(ON_PREM)
            .ask(whom::name)
            .answer(|asked, answer| membership(asked, answer, true))];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}

/// Removes a user from a group.
///
/// This needs the right to administer the site (Cloud) or Confluence (Data Center and Server).
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemoveGroupMember {
    /// The group: its id on Cloud, its name on Data Center and Server.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: String,
    /// The account id of the user (Cloud).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: Option<String>,
    /// The username (Data Center and Server).
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: Option<String>,
}

impl Action for RemoveGroupMember {
    type Output = Membership;
    const NAME: &str = "remove-group-member";
    const GROUP: &str = "groups";
    const ROUTE: &str = "DELETE /wiki/rest/api/group/userByGroupId?groupId={group}&accountId={accountId}";
    const SCOPES: Scopes = &[&["write:confluence-groups"], &["write:group:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(whom::account);
    const ANSWER: Option<Answer> = Some(|asked, answer| membership(asked, answer, false));
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("DELETE /rest/api/user/{username}/group/{group}", data_center::ADMIN)
            .when(ON_PREM)
            .ask(whom::name)
            .answer(|asked, answer| membership(asked, answer, false))];
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}

fn membership(asked: &Fields, answer: &mut Value, member: bool) {
    echo::echo(asked, answer, &["group", "accountId", "username"]);
    echo::add(answer, "member", member);
}
