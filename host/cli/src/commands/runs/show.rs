//! `connector runs show`

use clap::Args;
use connector_runtime::{KeptRun, RunState};

use crate::arguments::OutputArgs;
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::time::date;

/// How much of an input is shown, in letters.
const SHOWN_LETTERS: usize = 200;

#[derive(Args)]
pub(crate) struct Show {
    /// The run, or as much of its id as tells it from others
    #[arg(add = complete::runs())]
    id: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Show {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let run = context.runtime().await?.run(&self.id).await?;
        if self.output.json {
            return context.printer.json(&run);
        }
        let (id, state, kept) = (run.id.clone(), run.state, run.output.is_some());
        let uncertain = run.uncertain;
        context.printer.table(&rows(run))?;
        match state {
            RunState::Waiting | RunState::Interrupted | RunState::Failed => {
                context.printer.hint(if uncertain {
                    format!("look before you go on: `connector runs resume {id} --repeat` makes the change again")
                } else {
                    format!("`connector runs resume {id}` goes on with it")
                });
            }
            _ if kept => context.printer.hint("`--json` shows its output too"),
            _ => {}
        }
        Ok(())
    }
}

/// The beginning of a text; `--json` shows all of it.
fn shown(text: &str) -> String {
    let beginning: String = text.chars().take(SHOWN_LETTERS).collect();
    if beginning.len() < text.len() { beginning + "…" } else { beginning }
}

fn rows(run: KeptRun) -> Vec<[String; 2]> {
    let row = |label: &str, value: String| [label.to_owned(), value];
    let mut rows = vec![
        row("id", run.id),
        row("action", run.action),
        row("connection", run.connection),
        row("connector", format!("{} {}", run.connector, run.connector_version)),
    ];
    rows.extend(run.input.map(|input| row("input", shown(&input.to_string()))));
    rows.push(row("state", run.state.as_str().to_owned()));
    if run.uncertain {
        rows.push(row("uncertain", "a change may have been made that going on would make again".to_owned()));
    }
    let message = run.message.filter(|_| run.state != RunState::Done);
    rows.extend(message.map(|message| row("message", message)));
    rows.extend(run.error.map(|error| row("error", error)));
    rows.push(row("began", date(run.began_at)));
    rows.push(row("changed", date(run.changed_at)));
    rows
}
