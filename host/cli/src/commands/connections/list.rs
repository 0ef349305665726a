//! `connector connections list`

use clap::Args;

use super::whose;
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl List {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let connections = context.runtime().await?.connections().await?;
        if self.output.json {
            return context.printer.json(&connections);
        }
        if connections.is_empty() {
            context.printer.hint("`connector connections add NAME` adds one");
        }
        let rows: Vec<_> = connections
            .into_iter()
            .map(|connection| {
                let whose = connection.account.as_ref().map_or_else(|| "not checked".to_owned(), whose);
                [connection.name, connection.connector, connection.auth_type, whose]
            })
            .collect();
        context.printer.table(&rows)
    }
}
