//! `connector connections schema`

use clap::Args;

use crate::arguments::ConnectorArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Schema {
    /// The connector; may be left out where one is installed
    connector: Option<String>,
}

impl Schema {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let connector = ConnectorArgs::default().or(self.connector).find(&context.runtime().await?).await?;
        context.printer.json(&connector.connection_schema())
    }
}
