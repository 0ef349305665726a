//! `connector connections show`

use clap::Args;
use connector_runtime::{ConnectionRecord, Runtime};
use serde_json::Value;

use super::owner;
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::time::date;

#[derive(Args)]
pub(crate) struct Show {
    /// The connection
    name: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Show {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let record = runtime.connection_record(&self.name).await?;
        let scopes = granted(&runtime, &record).await?;
        let warnings = runtime.connection_warnings(&record).await?;
        if self.output.json {
            let mut document = serde_json::to_value(&record).map_err(anyhow::Error::from)?;
            if let Some(scopes) = scopes {
                document["scopes"] = Value::from(scopes);
            }
            document["warnings"] = Value::from(warnings);
            return context.printer.json(&document);
        }
        context.printer.table(&rows(record, scopes))?;
        for warning in warnings {
            context.printer.warn(warning);
        }
        Ok(())
    }
}

/// The granted scopes, where they are known without asking the service.
async fn granted(runtime: &Runtime, record: &ConnectionRecord) -> Result<Option<Vec<String>>, Failure> {
    // Opening a connection that was never tried would try it.
    if !record.resolved {
        return Ok(None);
    }
    Ok(runtime.connection(&record.name).await?.scopes())
}

fn rows(record: ConnectionRecord, scopes: Option<Vec<String>>) -> Vec<[String; 2]> {
    let row = |label: &str, value: String| [label.to_owned(), value];
    let mut rows = vec![
        row("name", record.name.clone()),
        row("connector", record.connector.clone()),
        row("location", record.location.to_string()),
        row("auth type", record.auth_type.clone()),
        row("account", owner(&record)),
    ];
    rows.extend(record.site.map(|site| row("site", site.url)));
    rows.push(row("added", date(record.created_at)));
    rows.extend(record.checked_at.map(|at| row("checked", date(at))));
    rows.extend(record.fields.into_iter().map(|(field, value)| [field, value]));
    rows.extend(record.secrets.into_iter().map(|field| [field, "(secret)".to_owned()]));
    rows.extend(record.derived.into_iter().map(|(field, value)| [field, format!("{value} (found out)")]));
    let labels = std::iter::once("scopes").chain(std::iter::repeat(""));
    rows.extend(labels.zip(scopes.unwrap_or_default()).map(|(label, scope)| row(label, scope)));
    rows
}
