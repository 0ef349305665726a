//! `connector runs list`

use clap::Args;
use connector_runtime::{KeptRun, RunState};

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::time::age;

/// The fewest letters of an id that are shown.
const SHORTEST_ID: usize = 8;

#[derive(Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl List {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runs = context.runtime().await?.runs().await?;
        if self.output.json {
            return context.printer.json(&runs);
        }
        if runs.is_empty() {
            context.printer.hint(
                "a run is kept here when it is left waiting or broken off, until `connector runs remove` forgets it",
            );
        }
        let length = telling_length(&runs);
        let rows: Vec<_> = runs
            .into_iter()
            .map(|run| {
                let said = said(&run);
                [
                    run.id.chars().take(length).collect(),
                    run.action,
                    run.connection,
                    run.state.as_str().to_owned(),
                    age(run.changed_at),
                    said,
                ]
            })
            .collect();
        context.printer.columns(["run", "action", "connection", "state", "changed", "message"], rows)
    }
}

/// Why it failed, or how far it is; how far one that is done once was is no news.
fn said(run: &KeptRun) -> String {
    match run.state {
        RunState::Done => String::new(),
        _ => run.error.as_ref().or(run.message.as_ref()).cloned().unwrap_or_default(),
    }
}

/// How many letters of the ids tell them apart.
fn telling_length(runs: &[KeptRun]) -> usize {
    let mut ids: Vec<&str> = runs.iter().map(|run| run.id.as_str()).collect();
    ids.sort_unstable();
    let shared = |a: &str, b: &str| a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest = ids.windows(2).map(|pair| shared(pair[0], pair[1]) + 1).max().unwrap_or_default();
    longest.max(SHORTEST_ID)
}
