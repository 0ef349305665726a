//! `connector connections remove`

use clap::Args;
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::prompt;

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
        let name = runtime.connection_record(&self.name).await?.name;
        let question = format!("Remove connection `{name}` and its secrets?");
        if !self.yes && prompt::is_possible() && !prompt::agrees(&context.printer, &question).await? {
            return Err(Failure::Cancelled { uncertain: false });
        }
        runtime.remove_connection(&name).await?;
        context.printer.done(format!("removed connection `{name}` and its secrets"));
        if self.output.json { context.printer.json(&json!({ "removed": name })) } else { Ok(()) }
    }
}
