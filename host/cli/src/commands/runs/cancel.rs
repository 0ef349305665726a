//! `connector runs cancel`

use clap::Args;
use connector_runtime::{Error, RunState};

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

/// That a run is over is no reason to begin a new one here.
fn nothing_left(error: Error) -> Failure {
    let (kind, message) = (error.kind(), error.to_string());
    match error {
        Error::RunOver { id, .. } => {
            let hint = format!("There is nothing left to cancel; `connector runs remove {id}` forgets it");
            Failure::Stated { kind, message, cause: None, hint }
        }
        error => error.into(),
    }
}

impl Cancel {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let ended = runtime.run(&self.id).await?.state == RunState::Failed;
        let run = runtime.cancel_run(&self.id).await.map_err(nothing_left)?;
        context.printer.done(format!("cancelled run `{}` of `{}`", run.id, run.action));
        if !ended {
            context.printer.note("what the service has already started for it, such as a long task, may go on there");
        }
        if self.output.json { context.printer.json(&run) } else { Ok(()) }
    }
}
