use connector_sdk::{Action, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::BETWEEN;
use crate::actions::attachments::Download;
use crate::actions::received;
use crate::form::CLOUD;

/// Downloads records of the audit log as a file.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExportAuditRecords {
    /// The moment from which on to export: a date such as `2026-05-27`, a moment such as `2026-05-27T07:22:53Z`, or
    /// milliseconds since 1970. By default, from the first record on.
    pub start_date: Option<String>,
    /// The moment up to which to export, written likewise. By default, up to the last record.
    pub end_date: Option<String>,
    /// A text that a record must hold. By default, any.
    pub search_string: Option<String>,
    /// The format of the file. Default: `csv`.
    pub format: Option<AuditFormat>,
}

/// A format of exported audit records.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AuditFormat {
    /// Comma-separated values.
    #[default]
    Csv,
    /// The same, packed.
    Zip,
}

impl Action for ExportAuditRecords {
    type Output = Download;
    const NAME: &str = "export-audit-records";
    const GROUP: &str = "audit";
    const ROUTE: &str = "GET /wiki/rest/api/audit/export\
        ?startDate={startDate}\
        &endDate={endDate}\
        &searchString={searchString}\
        &format={format}";
    const SCOPES: Scopes = &[&["read:audit-log:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let fields = BETWEEN(fields)?;
        let name = match fields.get("format").and_then(|format| format.as_str()) {
            Some("zip") => "audit.zip",
            _ => "audit.csv",
        };
        received::download(context, context.request_from::<Self>(&fields)?, None, None, name)
    }
}
