//! `connector runs show`

use clap::Args;
use connector_runtime::KeptRun;

use crate::arguments::OutputArgs;
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::time::date;

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
        let kept = run.output.is_some();
        context.printer.table(&rows(run))?;
        if kept {
            context.printer.hint("`--json` shows its output too");
        }
        Ok(())
    }
}

fn rows(run: KeptRun) -> Vec<[String; 2]> {
    let row = |label: &str, value: String| [label.to_owned(), value];
    let mut rows = vec![
        row("id", run.id),
        row("action", run.action),
        row("connection", run.connection),
        row("connector", format!("{} {}", run.connector, run.connector_version)),
    ];
    rows.extend(run.input.map(|input| row("input", input.to_string())));
    rows.push(row("state", run.state.as_str().to_owned()));
    if run.uncertain {
        rows.push(row("uncertain", "a change may have been made that going on would make again".to_owned()));
    }
    rows.extend(run.message.map(|message| row("message", message)));
    rows.extend(run.error.map(|error| row("error", error)));
    rows.extend(run.resume.map(|resume| row("goes on with", resume)));
    rows.push(row("began", date(run.began_at)));
    rows.push(row("changed", date(run.changed_at)));
    rows
}
