//! `connector locations remove`

use clap::Args;
use serde_json::json;

use crate::arguments::{OutputArgs, Place};
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Remove {
    /// The project or folder
    #[arg(value_name = "PROJECT/FOLDER")]
    location: Place,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Remove {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let Place(location) = self.location;
        context.runtime().await?.remove_location(&location).await?;
        context.printer.done(format!("removed location `{location}`"));
        if self.output.json { context.printer.json(&json!({ "removed": location.to_string() })) } else { Ok(()) }
    }
}
