use connector_sdk::{Action, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::form::CLOUD;
use crate::models::AuditRetention;

/// Finds out for how long the audit log keeps its records.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetAuditRetention {}

impl Action for GetAuditRetention {
    type Output = AuditRetention;
    const NAME: &str = "get-audit-retention";
    const GROUP: &str = "audit";
    const ROUTE: &str = "GET /wiki/rest/api/audit/retention";
    const SCOPES: Scopes = &[&["read:audit-log:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Sets for how long the audit log keeps its records: at most one year.
///
/// Older records are deleted for good. This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetAuditRetention {
    /// How many units.
    #[schemars(range(min = 1))]
    pub number: u32,
    /// The unit.
    pub units: RetentionUnit,
}

/// A unit of the time for which records are kept.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RetentionUnit {
    /// Nanoseconds.
    Nanos,
    /// Microseconds.
    Micros,
    /// Milliseconds.
    Millis,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Twelve hours.
    HalfDays,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
    /// Ten years.
    Decades,
    /// A hundred years.
    Centuries,
    /// A thousand years.
    Millennia,
    /// A thousand million years.
    Eras,
    /// For ever.
    Forever,
}

impl Action for SetAuditRetention {
    type Output = AuditRetention;
    const NAME: &str = "set-audit-retention";
    const GROUP: &str = "audit";
    const ROUTE: &str = "PUT /wiki/rest/api/audit/retention";
    const SCOPES: Scopes = &[&["write:audit-log:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}
