use schemars::JsonSchema;

/// A group of users.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// The name of the group, such as `confluence-users`.
    pub name: Option<String>,
    /// The id of the group (Cloud), such as `5f1c0a3e-7f1e-4b8a-9d2f-0c6a2a1b3c4d`.
    pub id: Option<String>,
    /// `group`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// `USERBASE_GROUP` for a group that administrators made, `TEAM_COLLABORATION` for a team (Cloud).
    pub usage_type: Option<String>,
    /// Who decides about its members: `ADMINS`, `EXTERNAL`, `TEAM_MEMBERS` or `OPEN` (Cloud).
    pub managed_by: Option<String>,
}

/// A group that was deleted.
#[derive(JsonSchema)]
pub struct DeletedGroup {
    /// The group, as it was named in the input.
    pub group: String,
    /// `deleted`.
    pub status: String,
}

/// A user who was added to a group, or removed from it.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The group, as it was named in the input.
    pub group: String,
    /// The account id of the user (Cloud).
    pub account_id: Option<String>,
    /// The username (Data Center and Server).
    pub username: Option<String>,
    /// Whether the user is a member now.
    pub member: bool,
}
