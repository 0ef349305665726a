//! `connector locations add`

use clap::Args;
use serde_json::json;

use crate::arguments::{OutputArgs, Place};
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Add {
    /// The project, or a folder in it, such as `Docs/Drafts`
    #[arg(value_name = "PROJECT/FOLDER")]
    location: Place,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Add {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let Place(location) = self.location;
        context.runtime().await?.add_location(&location).await?;
        context.printer.done(format!("added location `{location}`"));
        if self.output.json { context.printer.json(&json!({ "added": location.to_string() })) } else { Ok(()) }
    }
}
