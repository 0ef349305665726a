use connector_sdk::serde_json::Value;
use connector_sdk::{Action, Ask, Conditions, Effect, Error, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::{NO_CHECK, moment};
use crate::form::CLOUD;
use crate::models::{AffectedObject, AuditRecord, ChangedValue};

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
    pub affected_object: Option<AffectedObject>,
    /// What was changed. By default, nothing is said.
    pub changed_values: Option<Vec<ChangedValue>>,
    /// What else it has to do with. By default, nothing is said.
    pub associated_objects: Option<Vec<AffectedObject>>,
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
