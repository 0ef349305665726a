//! `connector connections list`

use clap::Args;
use connector_runtime::ConnectionRecord;
use serde_json::Value;

use super::owner;
use crate::arguments::{OutputArgs, Place};
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct List {
    /// Only what is in this project or folder, or deeper in it
    #[arg(long, value_name = "PROJECT/FOLDER")]
    location: Option<Place>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl List {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let connections = match &self.location {
            Some(Place(location)) => runtime.connections_in(location).await?,
            None => runtime.connections().await?,
        };
        let mut warnings = Vec::new();
        for connection in &connections {
            warnings.push(runtime.connection_warnings(connection).await?);
        }
        if self.output.json {
            let mut documents = serde_json::to_value(&connections).map_err(anyhow::Error::from)?;
            for (document, warnings) in documents.as_array_mut().into_iter().flatten().zip(warnings) {
                document["warnings"] = Value::from(warnings);
            }
            return context.printer.json(&documents);
        }
        if connections.is_empty() && self.location.is_none() {
            context.printer.hint("`connector connections add NAME` adds one");
        }
        let rows: Vec<_> = connections
            .iter()
            .map(|connection| {
                [
                    connection.name.clone(),
                    connection.connector.clone(),
                    connection.auth_type.clone(),
                    connection.location.to_string(),
                    owner(connection),
                    site(connection),
                ]
            })
            .collect();
        let columns = ["name", "connector", "auth type", "location", "account", "site"];
        context.printer.columns(columns, rows)?;
        for (connection, warnings) in connections.iter().zip(warnings) {
            for warning in warnings {
                context.printer.warn(format!("connection `{}`: {warning}", connection.name));
            }
        }
        Ok(())
    }
}

/// The chosen site, or where the account was found to be.
fn site(connection: &ConnectionRecord) -> String {
    let details = connection.account.as_ref().map(|account| &account.details);
    let found = || details?.get("site")?.as_str();
    connection.site.as_ref().map(|site| site.url.as_str()).or_else(found).unwrap_or_default().to_owned()
}
