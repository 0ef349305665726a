use schemars::JsonSchema;

/// A record of the audit log: something that an administrator may have to answer for.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditRecord {
    /// Who did it.
    pub author: Option<AuditAuthor>,
    /// The IP address that it was done from.
    pub remote_address: Option<String>,
    /// When it was done, in milliseconds since 1970-01-01 UTC.
    pub creation_date: Option<i64>,
    /// What was done, in a few words.
    pub summary: Option<String>,
    /// More about it.
    pub description: Option<String>,
    /// The category, such as `Permissions`.
    pub category: Option<String>,
    /// Whether the author administers the system.
    pub sys_admin: Option<bool>,
    /// Whether the author is a super administrator.
    pub super_admin: Option<bool>,
    /// What it was done to.
    pub affected_object: Option<AffectedObject>,
    /// What was changed.
    pub changed_values: Option<Vec<ChangedValue>>,
    /// What else it has to do with.
    pub associated_objects: Option<Vec<AffectedObject>>,
}

/// Who did what a record of the audit log tells.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditAuthor {
    /// `user`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The full name.
    pub display_name: Option<String>,
    /// The account id.
    pub account_id: Option<String>,
    /// `atlassian` for a person, `app` for an app.
    pub account_type: Option<String>,
    /// The name that the user shows to everybody.
    pub public_name: Option<String>,
    /// The former name of the account.
    pub username: Option<String>,
    /// The former key of the account.
    pub user_key: Option<String>,
    /// Whether the user is a guest.
    pub is_guest: Option<bool>,
}

/// Something that a record of the audit log is about.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AffectedObject {
    /// The name.
    pub name: Option<String>,
    /// The kind of thing, such as `Space` or `User`.
    pub object_type: Option<String>,
}

/// A value that was changed.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangedValue {
    /// The name of the value.
    pub name: Option<String>,
    /// The value before.
    pub old_value: Option<String>,
    /// The value after.
    pub new_value: Option<String>,
    /// The value before as programs write it, such as an id.
    pub hidden_old_value: Option<String>,
    /// The value after as programs write it, such as an id.
    pub hidden_new_value: Option<String>,
}

/// How long the audit log keeps its records.
#[derive(JsonSchema)]
pub struct AuditRetention {
    /// How many units.
    pub number: Option<i64>,
    /// The unit, such as `MONTHS`.
    pub units: Option<String>,
}
