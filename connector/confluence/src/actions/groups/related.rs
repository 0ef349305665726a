use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{CountedListing, Group};

/// Lists the groups in a group, or the groups that a group is in, on Data Center or Server.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListRelatedGroups {
    /// The name of the group.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub group: String,
    /// Which groups to list. Default: `members`.
    pub relation: Option<GroupRelation>,
}

/// How a group stands to another.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GroupRelation {
    /// The groups that are in the group.
    Members,
    /// The groups that the group is in.
    Parents,
    /// The groups that the group is in, those that they are in, and so on.
    Ancestors,
}

impl Action for ListRelatedGroups {
    type Output = CountedListing<Group>;
    const NAME: &str = "list-related-groups";
    const GROUP: &str = "groups";
    const ROUTE: &str = "GET /rest/api/group/{group}/groupmember?start={cursor}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const GIVEN: Conditions = &[("relation", &["", "members"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("GET /rest/api/group/{group}/groupparent?start={cursor}&limit={limit}", data_center::READ)
            .given(&[("relation", &["parents"])]),
        ActionRoute::new("GET /rest/api/group/{group}/groupancestor?start={cursor}&limit={limit}", data_center::READ)
            .given(&[("relation", &["ancestors"])]),
    ];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}
