//! `connector locations list`

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
        let locations = context.runtime().await?.locations().await?;
        let names: Vec<String> = locations.iter().map(ToString::to_string).collect();
        if self.output.json {
            return context.printer.json(&names);
        }
        let rows: Vec<_> = names.into_iter().map(|name| [name]).collect();
        context.printer.columns(["location"], rows)
    }
}
