//! `connector connectors remove`

use clap::Args;
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Remove {
    /// The connector
    name: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Remove {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        context.runtime().await?.remove_connector(&self.name).await?;
        context.printer.done(format!("removed connector `{}`", self.name));
        if self.output.json { context.printer.json(&json!({ "removed": self.name })) } else { Ok(()) }
    }
}
