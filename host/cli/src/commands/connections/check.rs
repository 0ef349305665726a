//! `connector connections check`

use clap::Args;

use super::whose;
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Check {
    /// The connection
    name: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Check {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let check = context.runtime().await?.check_connection(&self.name).await?;
        context.printer.done(format!("checked connection `{}`: it belongs to {}", self.name, whose(&check.account)));
        if self.output.json { context.printer.json(&check) } else { Ok(()) }
    }
}
