//! `connector runs list`

use clap::Args;
use connector_runtime::KeptRun;

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
            context
                .printer
                .hint("a run is kept here when it is left waiting or broken off, until it is done or removed");
        }
        let length = telling_length(&runs);
        let rows: Vec<_> = runs
            .into_iter()
            .map(|run| {
                [
                    run.id.chars().take(length).collect(),
                    run.action,
                    run.connection,
                    run.state.as_str().to_owned(),
                    age(run.changed_at),
                    run.error.or(run.message).unwrap_or_default(),
                ]
            })
            .collect();
        context.printer.columns(["run", "action", "connection", "state", "changed", "message"], rows)
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
