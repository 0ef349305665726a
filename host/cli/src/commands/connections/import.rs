//! `connector connections import`

use std::collections::BTreeMap;
use std::str::FromStr;

use clap::Args;
use connector_runtime::Error;

use super::check_inputs;
use super::form::read;
use super::passphrase::PassphraseArgs;
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::{Failure, shell_word};
use crate::interrupt::unless_interrupted;

#[derive(Args)]
pub(crate) struct Import {
    /// The file that an export wrote, `-` for standard input
    file: String,
    /// Another name for a connection of the export
    #[arg(long, value_name = "NAME=NEW")]
    rename: Vec<Rename>,
    #[command(flatten)]
    passphrase: PassphraseArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

/// A connection of the export, and what it is called here.
#[derive(Clone, Debug)]
struct Rename {
    name: String,
    new: String,
}

impl FromStr for Rename {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=').map(|(name, new)| (name.trim(), new.trim())) {
            Some((name, new)) if !name.is_empty() && !new.is_empty() => {
                Ok(Self { name: name.to_owned(), new: new.to_owned() })
            }
            _ => Err("write the name in the export, `=`, and the name that it gets here"),
        }
    }
}

/// The new names by the old ones; each is given to one connection.
fn renames(all: Vec<Rename>) -> Result<BTreeMap<String, String>, Failure> {
    let mut renames = BTreeMap::new();
    for Rename { name, new } in all {
        if let Some(other) = renames.iter().find_map(|(name, known)| (*known == new).then_some(name)) {
            return Err(Failure::usage(
                format!("`{other}` and `{name}` would both be called `{new}`"),
                "Give each another name",
            ));
        }
        if renames.contains_key(&name) {
            return Err(Failure::usage(format!("`{name}` is renamed twice"), "Say its new name once"));
        }
        renames.insert(name, new);
    }
    Ok(renames)
}

/// The same failure, with how a connection gets another name where its own is taken.
fn renamed(failure: Failure, renames: &BTreeMap<String, String>) -> Failure {
    match failure {
        Failure::Library { error: Error::ConnectionExists { name: taken }, hint: None } => {
            let name = renames.iter().find_map(|(name, new)| (*new == taken).then_some(name)).unwrap_or(&taken);
            let hint = format!("`--rename {}=NEW` imports it under another name", shell_word(name));
            Failure::Library { error: Error::ConnectionExists { name: taken }, hint: Some(hint) }
        }
        failure => failure,
    }
}

impl Import {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        check_inputs(usize::from(self.file == "-") + usize::from(self.passphrase.is_input()))?;
        let renames = renames(self.rename)?;
        let sealed = read(&self.file)?;
        let runtime = context.runtime().await?;
        let passphrase = self.passphrase.recall(&context.printer).await?;
        let imported = runtime.import_connections_as(&sealed, &passphrase, &renames);
        let imported = unless_interrupted(Box::pin(imported)).await.map_err(|failure| renamed(failure, &renames))?;
        for record in &imported {
            context.printer.done(format!("imported connection `{}` to `{}`", record.name, record.location));
        }
        if self.output.json { context.printer.json(&imported) } else { Ok(()) }
    }
}
