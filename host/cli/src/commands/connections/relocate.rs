//! `connector connections move`

use clap::Args;
use serde_json::json;

use crate::arguments::{OutputArgs, Place};
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Move {
    /// The connection
    name: String,
    /// Where to; `connector locations list` shows what there is
    #[arg(value_name = "PROJECT/FOLDER")]
    location: Place,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Move {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let Place(location) = self.location;
        context.runtime().await?.move_connection(&self.name, &location).await?;
        context.printer.done(format!("moved connection `{}` to `{location}`", self.name));
        if self.output.json {
            return context.printer.json(&json!({ "moved": self.name, "location": location.to_string() }));
        }
        Ok(())
    }
}
