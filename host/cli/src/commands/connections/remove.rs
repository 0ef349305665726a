//! `connector connections remove`

use std::io::{self, IsTerminal};

use anyhow::Context as _;
use clap::Args;
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Remove {
    /// The connection
    name: String,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Remove {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let record = runtime.connection_record(&self.name).await?;
        let asks = !self.yes && io::stdin().is_terminal() && io::stderr().is_terminal();
        if asks && !agrees(context, &record.name)? {
            return Err(Failure::Cancelled { uncertain: false });
        }
        runtime.remove_connection(&record.name).await?;
        context.printer.done(format!("removed connection `{}` and its secrets", record.name));
        if self.output.json { context.printer.json(&json!({ "removed": record.name })) } else { Ok(()) }
    }
}

fn agrees(context: &Context, name: &str) -> Result<bool, Failure> {
    context.printer.ask(&format!("Remove connection `{name}` and its secrets? [y/N] "));
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).context("failed to read the answer")?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
