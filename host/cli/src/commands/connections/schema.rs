//! `connector connections schema`

use clap::Args;

use crate::arguments::ConnectorArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Schema {
    #[command(flatten)]
    connector: ConnectorArgs,
}

impl Schema {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let connector = self.connector.find(&context.runtime().await?).await?;
        context.printer.json(&connector.connection_schema())
    }
}
