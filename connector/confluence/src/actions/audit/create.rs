use connector_sdk::serde_json::Value;
use connector_sdk::{Action, Ask, Conditions, Effect, Error, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::{NO_CHECK, moment};
use crate::form::CLOUD;
use crate::models::AuditRecord;

/// Creates a record in the audit log.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateAuditRecord {
    /// The IP address that it was done from.
    #[schemars(length(min = 1))]
    pub remote_address: String,
    /// What was done, in a few words. By default, nothing is said.
    pub summary: Option<String>,
    /// More about it. By default, nothing is said.
    pub description: Option<String>,
    /// The category, such as `Permissions`. By default, none.
    pub category: Option<String>,
    /// When it was done: a date such as `2026-05-27`, a moment such as `2026-05-27T07:22:53Z`, or milliseconds since
    /// 1970. By default, now.
    pub creation_date: Option<String>,
    /// Who did it. By default, the user of the connection.
    pub author: Option<NewAuditAuthor>,
    /// Whether the author administers the system. Default: `false`.
    pub sys_admin: Option<bool>,
    /// What it was done to. By default, nothing is said.
    pub affected_object: Option<NewAffectedObject>,
    /// What was changed. By default, nothing is said.
    pub changed_values: Option<Vec<NewChangedValue>>,
    /// What else it has to do with. By default, nothing is said.
    pub associated_objects: Option<Vec<NewAffectedObject>>,
}

/// Who did what a new record of the audit log tells.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewAuditAuthor {
    /// The full name.
    pub display_name: Option<String>,
    /// The former name of the account.
    pub username: Option<String>,
    /// The former key of the account.
    pub user_key: Option<String>,
}

/// Something that a new record of the audit log is about.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewAffectedObject {
    /// The name.
    pub name: String,
    /// The kind of thing, such as `Space` or `User`.
    pub object_type: String,
}

/// A value that was changed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewChangedValue {
    /// The name of the value.
    pub name: String,
    /// The value before.
    pub old_value: String,
    /// The value after.
    pub new_value: String,
    /// The value before as programs write it, such as an id. By default, nothing is said.
    pub hidden_old_value: Option<String>,
    /// The value after as programs write it, such as an id. By default, nothing is said.
    pub hidden_new_value: Option<String>,
}

impl Action for CreateAuditRecord {
    type Output = AuditRecord;
    const NAME: &str = "create-audit-record";
    const GROUP: &str = "audit";
    const ROUTE: &str = "POST /wiki/rest/api/audit";
    const SCOPES: Scopes = &[&["read:audit-log:confluence", "write:audit-log:confluence"]];
    const ASK: Option<Ask> = Some(record);
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Confluence wants to hear that the author is a user, as if there were others.
fn record(mut fields: Fields) -> Result<Fields, Error> {
    moment::to_millis(&mut fields, "creationDate")?;
    if let Some(Value::Object(author)) = fields.get_mut("author") {
        author.insert("type".to_owned(), "user".into());
    }
    Ok(fields)
}
