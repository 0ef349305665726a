use connector_sdk::serde_json::{Value, json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Group, User};

/// Who may read and who may edit a piece of content.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Restrictions {
    /// Who may read it; without users and groups, whoever sees the space.
    pub read: Option<Restriction>,
    /// Who may edit it; without users and groups, whoever may edit in the space.
    pub update: Option<Restriction>,
    /// The same as a list, where Confluence answers with one.
    pub results: Option<Vec<Restriction>>,
    /// What changes whenever the restrictions change, where Confluence answers with it.
    pub restrictions_hash: Option<String>,
}

/// Who may do one thing with a piece of content.
#[derive(JsonSchema)]
pub struct Restriction {
    /// What is restricted: `read` or `update`.
    pub operation: Option<String>,
    /// The users and groups who may do it.
    pub restrictions: Option<RestrictedTo>,
}

/// The users and groups of a restriction.
#[derive(JsonSchema)]
pub struct RestrictedTo {
    /// The users.
    pub user: Option<RestrictedUsers>,
    /// The groups.
    pub group: Option<RestrictedGroups>,
}

/// The users of a restriction.
#[derive(JsonSchema)]
pub struct RestrictedUsers {
    /// The users of this part.
    pub results: Option<Vec<User>>,
    /// Where this part begins.
    pub start: Option<i64>,
    /// How many users a part may have.
    pub limit: Option<i64>,
    /// How many users this part has.
    pub size: Option<i64>,
}

/// The groups of a restriction.
#[derive(JsonSchema)]
pub struct RestrictedGroups {
    /// The groups of this part.
    pub results: Option<Vec<Group>>,
    /// Where this part begins.
    pub start: Option<i64>,
    /// How many groups a part may have.
    pub limit: Option<i64>,
    /// How many groups this part has.
    pub size: Option<i64>,
}

/// Everything that limits who may view a piece of content, its own restrictions and those that it inherits.
#[derive(JsonSchema)]
pub struct ViewRestrictions {
    /// The restrictions, as Confluence groups them.
    pub restrictions: Option<Value>,
}

/// What a restriction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RestrictedOperation {
    /// Reading it.
    Read,
    /// Editing it.
    Update,
}

/// A restriction as it is given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewRestriction {
    /// What to restrict.
    pub operation: RestrictedOperation,
    /// The users who may do it: account ids on Cloud, usernames on Data Center and Server. By default, none.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub users: Option<Vec<String>>,
    /// The groups that may do it: ids on Cloud, names on Data Center and Server. By default, none.
    #[schemars(extend("x-options" = {"list": "groups"}))]
    pub groups: Option<Vec<String>>,
}

impl NewRestriction {
    /// As Cloud takes it, which wants no empty list.
    pub(crate) fn body(&self) -> Value {
        let mut restrictions = json!({});
        if let Some(users) = self.users.as_ref().filter(|users| !users.is_empty()) {
            restrictions["user"] = users.iter().map(|id| json!({ "type": "known", "accountId": id })).collect();
        }
        if let Some(groups) = self.groups.as_ref().filter(|groups| !groups.is_empty()) {
            restrictions["group"] = groups.iter().map(|id| json!({ "type": "group", "id": id })).collect();
        }
        json!({ "operation": self.operation, "restrictions": restrictions })
    }

    /// As Data Center takes it, where an empty list takes everybody off.
    pub(crate) fn on_prem_body(&self) -> Value {
        let named = |names: &Option<Vec<String>>, kind: &str, name: &str| -> Value {
            names.iter().flatten().map(|value| json!({ "type": kind, name: value })).collect()
        };
        json!({
            "operation": self.operation,
            "restrictions": {
                "user": named(&self.users, "known", "username"),
                "group": named(&self.groups, "group", "name"),
            },
        })
    }
}

/// Whether a restriction names a user or a group, or that it does so from now on, or no longer.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestrictionMember {
    /// The id of the content.
    pub id: String,
    /// What is restricted.
    pub operation: RestrictedOperation,
    /// The user, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The group, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Whether the restriction names this user or group.
    pub restricted: bool,
}
