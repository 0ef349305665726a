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
    /// Do not ask; needed where there is no terminal
    #[arg(short, long)]
    yes: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Remove {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let name = runtime.connection_record(&self.name).await?.name;
        if !self.yes {
            if !prompt::is_possible() {
                return Err(Failure::usage(
                    format!("removing connection `{name}` and its secrets wants a yes"),
                    "Add `--yes`: there is no terminal to ask on",
                ));
            }
            let question = format!("Remove connection `{name}` and its secrets?");
            if !prompt::agrees(&context.printer, &question).await? {
                return Err(Failure::Cancelled { uncertain: false });
            }
        }
        runtime.remove_connection(&name).await?;
        context.printer.done(format!("removed connection `{name}` and its secrets"));
        if self.output.json { context.printer.json(&json!({ "removed": name })) } else { Ok(()) }
    }
}
