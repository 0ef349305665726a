//! `connector connections schema`

use clap::Args;

use crate::arguments::{ConnectorArgs, OutputArgs};
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Schema {
    /// The connector; may be left out where one is installed
    connector: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Schema {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let names: Vec<String> = runtime.connectors().await?.into_iter().map(|connector| connector.name).collect();
        if self.connector.is_none() && names.len() > 1 {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            return Err(Failure::usage(
                "it is not said which connector is meant",
                format!("Name one of {}", names.join(", ")),
            ));
        }
        let connector = ConnectorArgs::default().or(self.connector).find(&runtime).await?;
        context.printer.json(&connector.connection_schema())
    }
}
