//! `connector connections show`

use clap::Args;
use connector_runtime::manifest::{AuthType, Credential};
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
        // Of a connector whose manifest cannot be read, all is shown.
        let unused = unused_set(&runtime, &record).await.ok().flatten();
        context.printer.table(&rows(record, scopes, unused.as_deref()))?;
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

/// The field that holds a set of scopes, where exactly chosen scopes go before it.
async fn unused_set(runtime: &Runtime, record: &ConnectionRecord) -> Result<Option<String>, Failure> {
    let connector = runtime.connector(&record.connector).await?;
    let Some(AuthType { credential: Credential::Oauth2(oauth2), .. }) = connector.manifest.auth_type(&record.auth_type)
    else {
        return Ok(None);
    };
    let exactly = oauth2.scopes_field.as_ref().and_then(|field| record.fields.get(field));
    Ok(exactly.filter(|scopes| !scopes.is_empty()).and(oauth2.scope_field.clone()))
}

fn rows(record: ConnectionRecord, scopes: Option<Vec<String>>, unused: Option<&str>) -> Vec<[String; 2]> {
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
    let fields = record.fields.into_iter().filter(|(field, _)| Some(field.as_str()) != unused);
    rows.extend(fields.map(|(field, value)| [field, value]));
    rows.extend(record.secrets.into_iter().map(|field| [field, "(secret)".to_owned()]));
    rows.extend(record.derived.into_iter().map(|(field, value)| [field, format!("{value} (found out)")]));
    let labels = std::iter::once("scopes").chain(std::iter::repeat(""));
    rows.extend(labels.zip(scopes.unwrap_or_default()).map(|(label, scope)| row(label, scope)));
    rows
}
