//! `connector connections update`

use clap::Args;
use connector_runtime::Error;

use super::form::{FieldArgs, Form};
use super::{check_inputs, owner};
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::{Failure, shell_word};
use crate::interrupt::unless_interrupted;

#[derive(Args)]
pub(crate) struct Update {
    /// The connection
    name: String,
    #[command(flatten)]
    fields: FieldArgs,
    /// A new name
    #[arg(id = "new-name", long = "name", value_name = "NEW")]
    new_name: Option<String>,
    /// Let it become a connection of another account or site
    #[arg(short, long, visible_alias = "allow-other-account")]
    yes: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Update {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        check_inputs(self.fields.inputs())?;
        let runtime = context.runtime().await?;
        let record = runtime.connection_record(&self.name).await?;
        let connector = runtime.connector(&record.connector).await?;
        let mut form = Form::of_record(&connector, &record, None);
        form.fill(self.fields)?;
        if form.is_empty() && self.new_name.is_none() {
            return Err(Failure::usage(
                "it is not said what changes",
                "Add `--set`, `--secret-file` or `--name`; `connector connections reconnect` asks for new secrets",
            ));
        }
        let mut change = form.change();
        change.name = self.new_name;
        change.allow_other_account = self.yes;
        let changed = unless_interrupted(Box::pin(runtime.change_connection(&record.name, change))).await;
        let record = changed.map_err(|failure| match failure {
            Failure::Library { error: error @ Error::SignInNeeded { .. }, hint: None } => {
                let name = shell_word(&record.name);
                let hint = format!("`connector connections reconnect {name}` with the same options does that");
                Failure::Library { error, hint: Some(hint) }
            }
            failure => form.explain(failure),
        })?;
        context.printer.done(format!("updated connection `{}`: it belongs to {}", record.name, owner(&record)));
        if self.output.json { context.printer.json(&record) } else { Ok(()) }
    }
}
