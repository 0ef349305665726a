//! `connector connections import`

use clap::Args;
use connector_runtime::Error;

use super::check_inputs;
use super::form::read;
use super::passphrase::PassphraseArgs;
use crate::arguments::{OutputArgs, Pair};
use crate::context::Context;
use crate::failure::{Failure, shell_word};
use crate::interrupt::unless_interrupted;

#[derive(Args)]
pub(crate) struct Import {
    /// The file that an export wrote, `-` for standard input
    file: String,
    /// Another name for a connection of the export
    #[arg(long, value_name = "NAME=NEW")]
    rename: Vec<Pair>,
    #[command(flatten)]
    passphrase: PassphraseArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// The same failure, with how a connection gets another name where its own is taken.
fn renamed(failure: Failure) -> Failure {
    match failure {
        Failure::Library { error: Error::ConnectionExists { name }, hint: None } => {
            let hint = format!("`--rename {}=NEW` imports it under another name", shell_word(&name));
            Failure::Library { error: Error::ConnectionExists { name }, hint: Some(hint) }
        }
        failure => failure,
    }
}

impl Import {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        check_inputs(usize::from(self.file == "-") + usize::from(self.passphrase.is_input()))?;
        let sealed = read(&self.file)?;
        let runtime = context.runtime().await?;
        let renames = self.rename.into_iter().map(|Pair { key, value }| (key, value)).collect();
        let passphrase = self.passphrase.recall(&context.printer).await?;
        let imported = runtime.import_connections_as(&sealed, &passphrase, &renames);
        let imported = unless_interrupted(Box::pin(imported)).await.map_err(renamed)?;
        for record in &imported {
            context.printer.done(format!("imported connection `{}` to `{}`", record.name, record.location));
        }
        if self.output.json { context.printer.json(&imported) } else { Ok(()) }
    }
}
