//! `connector runs remove`

use clap::Args;
use connector_runtime::RunState;
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Remove {
    /// The runs, or as much of their ids as tells them from others
    #[arg(required_unless_present_any = ["over", "failed"], conflicts_with_all = ["over", "failed"], add = complete::runs())]
    ids: Vec<String>,
    /// All runs that are done or cancelled
    #[arg(long)]
    over: bool,
    /// All runs that failed and were not gone on with
    #[arg(long)]
    failed: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Remove {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let mut removed = Vec::new();
        if self.over || self.failed {
            let wanted = |state| match state {
                RunState::Done | RunState::Cancelled => self.over,
                RunState::Failed => self.failed,
                _ => false,
            };
            removed.extend(runtime.runs().await?.into_iter().filter(|run| wanted(run.state)).map(|run| run.id));
        }
        for id in &self.ids {
            removed.push(runtime.run(id).await?.id);
        }
        for id in &removed {
            runtime.remove_run(id).await?;
            context.printer.done(format!("removed run `{id}`"));
        }
        if self.output.json { context.printer.json(&json!({ "removed": removed })) } else { Ok(()) }
    }
}
