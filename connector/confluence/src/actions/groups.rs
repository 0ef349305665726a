//! Groups of users.

mod members;
mod related;

use connector_sdk::{Action, ActionRoute, Answer, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::members::{AddGroupMember, ListGroupMembers, RemoveGroupMember};
pub use self::related::{GroupRelation, ListRelatedGroups};
use super::{BY_200, NO_CHECK, echo};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{CountedListing, DeletedGroup, Group};

/// Lists the groups of the site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListGroups {
    /// What the members of the groups may do on the site (Cloud). By default, anything.
    pub access_type: Option<GroupAccess>,
}

/// What the members of a group may do on the site.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupAccess {
    /// Use Confluence.
    User,
    /// Administer Confluence.
    Admin,
    /// Administer the site.
    SiteAdmin,
}

impl Action for ListGroups {
    type Output = CountedListing<Group>;
    const NAME: &str = "list-groups";
    const GROUP: &str = "groups";
    const ROUTE: &str = "GET /wiki/rest/api/group?accessType={accessType}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = &[&["read:confluence-groups"], &["read:group:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/group?start={cursor}&limit={limit}", data_center::READ)
            .when(ON_PREM)
            .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = BY_200;
}

/// Finds groups by a part of their names.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchGroups {
    /// A part of the name.
    #[schemars(length(min = 1))]
    pub query: String,
    /// Whether to count all that are found in `totalSize`, which takes long. Default: `false`.
    pub should_return_total_size: Option<bool>,
}

impl Action for SearchGroups {
    type Output = CountedListing<Group>;
    const NAME: &str = "search-groups";
    const GROUP: &str = "groups";
    const ROUTE: &str = "GET /wiki/rest/api/group/picker\
        ?query={query}\
        &shouldReturnTotalSize={shouldReturnTotalSize}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = &[&["read:confluence-groups"], &["read:group:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = BY_200;
    const WHEN: Conditions = CLOUD;
}

/// Gets one group.
///
/// On Cloud, `search-groups` finds the id of a group by its name.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetGroup {
    /// The group: its id on Cloud, its name on Data Center and Server.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: String,
}

impl Action for GetGroup {
    type Output = Group;
    const NAME: &str = "get-group";
    const GROUP: &str = "groups";
    const ROUTE: &str = "GET /wiki/rest/api/group/by-id?id={group}";
    const SCOPES: Scopes = &[&["read:confluence-groups"], &["read:group:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new("GET /rest/api/group/{group}", data_center::READ).when(ON_PREM)];
    const EFFECT: Effect = Effect::Read;
}

/// Creates a group.
///
/// This needs the right to administer the site (Cloud) or Confluence (Data Center and Server).
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateGroup {
    /// The name of the group.
    #[schemars(length(min = 1))]
    pub name: String,
}

impl Action for CreateGroup {
    type Output = Group;
    const NAME: &str = "create-group";
    const GROUP: &str = "groups";
    const ROUTE: &str = "POST /wiki/rest/api/group";
    const SCOPES: Scopes = &[&["write:confluence-groups"], &["read:group:confluence", "write:group:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("POST /rest/api/admin/group", data_center::ADMIN).when(ON_PREM).ask(|mut fields| {
            fields.insert("type".to_owned(), "group".into());
            Ok(fields)
        })];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}

/// Deletes a group; its members stay users.
///
/// This needs the right to administer the site (Cloud) or Confluence (Data Center and Server).
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteGroup {
    /// The group: its id on Cloud, its name on Data Center and Server.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: String,
}

const DELETED: Answer = |asked, answer| {
    echo::echo(asked, answer, &["group"]);
    echo::add(answer, "status", "deleted");
};

impl Action for DeleteGroup {
    type Output = DeletedGroup;
    const NAME: &str = "delete-group";
    const GROUP: &str = "groups";
    const ROUTE: &str = "DELETE /wiki/rest/api/group/by-id?id={group}";
    const SCOPES: Scopes = &[&["write:confluence-groups"], &["write:group:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ANSWER: Option<Answer> = Some(DELETED);
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("DELETE /rest/api/admin/group/{group}", data_center::ADMIN).when(ON_PREM).answer(DELETED)];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}
