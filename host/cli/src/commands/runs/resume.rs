//! `connector runs resume`

use clap::Args;
use connector_runtime::{Error, RunState};

use crate::arguments::OutputArgs;
use crate::commands::run::Delivery;
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::Interrupt;

#[derive(Args)]
pub(crate) struct Resume {
    /// The run, or as much of its id as tells it from others
    #[arg(add = complete::runs())]
    id: String,
    /// Go on although a change may have been made that is then made again
    #[arg(long)]
    repeat: bool,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    pub(crate) json: OutputArgs,
}

fn without_file(error: Error, id: &str) -> Failure {
    let hint = format!(
        "Put the file back as it was when the run began; or `connector runs cancel {id}`, and perform the action again"
    );
    Failure::Library { error, hint: Some(hint) }
}

impl Resume {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let kept = runtime.run(&self.id).await?;
        if kept.state == RunState::Running {
            context.printer.note("the process that performed it was heard of a moment ago: waiting until it is not");
        }
        let mut interrupt = Interrupt::listen().await?;
        let mut call = runtime.resume_run(&kept.id);
        if self.delivery.detaches() {
            call = call.detached();
        }
        if self.repeat {
            call = call.repeat();
        }
        let run = tokio::select! {
            run = call.start() => run,
            () = interrupt.heard() => return Err(Failure::Cancelled { uncertain: false }),
        };
        let run = run.map_err(|error| match error {
            // It was there when the run began.
            error @ Error::File { .. } => without_file(error, &kept.id),
            error => Failure::of_connection(error, &kept.connection),
        })?;
        let delivered = self.delivery.deliver(run, interrupt, &runtime, context).await;
        delivered.map_err(|failure| failure.about_connection(&kept.connection))?.judge()
    }
}
