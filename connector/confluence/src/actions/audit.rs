//! The audit log, which tells administrators who did what.

mod create;
mod export;
mod retention;

use connector_sdk::{Action, Ask, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::create::{CreateAuditRecord, NewAffectedObject, NewAuditAuthor, NewChangedValue};
pub use self::export::{AuditFormat, ExportAuditRecords};
pub use self::retention::{GetAuditRetention, RetentionUnit, SetAuditRetention};
use super::{COUNTED, moment};
use crate::form::CLOUD;
use crate::models::{AuditRecord, CountedListing};

const BY_1000: Option<&Paging> = Some(&Paging { limit: 1000, ..COUNTED });

/// Makes moments of the input what Confluence takes.
const BETWEEN: Ask = |mut fields| {
    moment::to_millis(&mut fields, "startDate")?;
    moment::to_millis(&mut fields, "endDate")?;
    Ok(fields)
};

/// Lists records of the audit log between two moments.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListAuditRecords {
    /// The moment from which on to list: a date such as `2026-05-27`, a moment such as `2026-05-27T07:22:53Z`, or
    /// milliseconds since 1970. By default, from the first record on.
    pub start_date: Option<String>,
    /// The moment up to which to list, written likewise. By default, up to the last record.
    pub end_date: Option<String>,
    /// A text that a record must hold. By default, any.
    pub search_string: Option<String>,
}

impl Action for ListAuditRecords {
    type Output = CountedListing<AuditRecord>;
    const NAME: &str = "list-audit-records";
    const GROUP: &str = "audit";
    const ROUTE: &str = "GET /wiki/rest/api/audit\
        ?startDate={startDate}\
        &endDate={endDate}\
        &searchString={searchString}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = &[&["read:audit-log:confluence"]];
    const ASK: Option<Ask> = Some(BETWEEN);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = BY_1000;
    const WHEN: Conditions = CLOUD;
}

/// Lists records of the audit log from the last days, weeks or months.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListRecentAuditRecords {
    /// How many units to go back. Default: `3`.
    #[schemars(range(min = 1))]
    pub number: Option<u32>,
    /// The unit. Default: `MONTHS`.
    pub units: Option<PastUnit>,
    /// A text that a record must hold. By default, any.
    pub search_string: Option<String>,
}

/// A unit in which to go back.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PastUnit {
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
}

impl Action for ListRecentAuditRecords {
    type Output = CountedListing<AuditRecord>;
    const NAME: &str = "list-recent-audit-records";
    const GROUP: &str = "audit";
    const ROUTE: &str = "GET /wiki/rest/api/audit/since\
        ?number={number}\
        &units={units}\
        &searchString={searchString}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = &[&["read:audit-log:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = BY_1000;
    const WHEN: Conditions = CLOUD;
}
