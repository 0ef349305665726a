//! `connector connections remove`

use clap::Args;
use connector_runtime::{KeptRun, RunState};
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::prompt;

#[derive(Args)]
pub(crate) struct Remove {
    /// The connection
    name: String,
    /// Do not ask; needed where there is no terminal
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Remove {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let record = runtime.connection_record(&self.name).await?;
        let name = record.name;
        let mut runs = runtime.runs().await?;
        // What is over says what was done; the others could be gone on with.
        runs.retain(|run| run.connection_id == record.id && !matches!(run.state, RunState::Done | RunState::Cancelled));
        let runs: Vec<String> = runs.iter().map(told).collect();
        if !self.yes {
            if !prompt::is_possible() {
                return Err(Failure::usage(
                    format!("removing connection `{name}` and its secrets wants a yes"),
                    "Add `--yes`: there is no terminal to ask on",
                ));
            }
            let kept = if runs.is_empty() { String::new() } else { format!(", and its {}", unfinished(&runs)) };
            let question = format!("Remove connection `{name}` and its secrets{kept}?");
            if !prompt::agrees(&context.printer, &question).await? {
                return Err(Failure::Cancelled { uncertain: false });
            }
        }
        runtime.remove_connection(&name).await?;
        context.printer.done(format!("removed connection `{name}` and its secrets"));
        if !runs.is_empty() {
            context.printer.warn(format!("forgotten with it: {}", unfinished(&runs)));
        }
        if self.output.json { context.printer.json(&json!({ "removed": name })) } else { Ok(()) }
    }
}

/// A run that is not over, and what may become of it.
fn told(run: &KeptRun) -> String {
    let uncertain = if run.uncertain { ", which may have made a change" } else { "" };
    format!("`{}` ({} {}{uncertain})", run.id, run.state.as_str(), run.action)
}

fn unfinished(runs: &[String]) -> String {
    match runs {
        [run] => format!("run {run}"),
        runs => format!("{} runs {}", runs.len(), runs.join(", ")),
    }
}
