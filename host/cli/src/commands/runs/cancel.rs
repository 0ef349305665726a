//! `connector runs cancel`

use clap::Args;

use crate::arguments::OutputArgs;
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Cancel {
    /// The run, or as much of its id as tells it from others
    #[arg(add = complete::runs())]
    id: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Cancel {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let run = context.runtime().await?.cancel_run(&self.id).await?;
        context.printer.done(format!("cancelled run `{}` of `{}`", run.id, run.action));
        if self.output.json { context.printer.json(&run) } else { Ok(()) }
    }
}
