//! `connector connectors list`

use clap::Args;

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
        let connectors = context.runtime().await?.connectors().await?;
        if self.output.json {
            return context.printer.json(&connectors);
        }
        if connectors.is_empty() {
            context.printer.hint("`connector connectors add PATH` installs one");
        }
        let rows: Vec<_> = connectors
            .into_iter()
            .map(|connector| {
                let actions = connector.manifest.actions.len();
                [connector.name, connector.version, actions.to_string(), connector.title]
            })
            .collect();
        context.printer.columns(["name", "version", "actions", "title"], rows)
    }
}
