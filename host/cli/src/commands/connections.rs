//! `connector connections`

mod add;
mod check;
mod document;
mod export;
mod form;
mod import;
mod list;
mod passphrase;
mod reconnect;
mod relocate;
mod remove;
mod schema;
mod scopes;
mod show;
mod sign_in;
mod update;

pub(crate) use form::is_behind_more;

use clap::Subcommand;
use connector_runtime::{Account, ConnectionRecord};

use crate::context::Context;
use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Connections {
    /// Add a connection, once it was tried
    Add(Box<add::Add>),
    /// Change the fields, secrets or name of a connection, once it was tried with them
    Update(update::Update),
    /// Sign in anew, or give a new secret
    Reconnect(Box<reconnect::Reconnect>),
    /// Move a connection to another project or folder
    Move(relocate::Move),
    /// List the connections
    List(list::List),
    /// Show what is kept of a connection; secrets by name alone
    Show(show::Show),
    /// Try connections and say whose they are and what they may do
    Check(check::Check),
    /// Remove a connection and its secrets
    Remove(remove::Remove),
    /// Write connections with their secrets into a file that only a passphrase opens
    Export(export::Export),
    /// Add the connections of an export
    Import(import::Import),
    /// Print the JSON Schema of a connector's connection form
    Schema(schema::Schema),
}

impl Connections {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Add(command) => command.run(context).await,
            Self::Update(command) => command.run(context).await,
            Self::Reconnect(command) => command.run(context).await,
            Self::Move(command) => command.run(context).await,
            Self::List(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Check(command) => command.run(context).await,
            Self::Remove(command) => command.run(context).await,
            Self::Export(command) => command.run(context).await,
            Self::Import(command) => command.run(context).await,
            Self::Schema(command) => command.run(context).await,
        }
    }

    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Add(command) => command.output.json,
            Self::Update(command) => command.output.json,
            Self::Reconnect(command) => command.output.json,
            Self::Move(command) => command.output.json,
            Self::List(command) => command.output.json,
            Self::Show(command) => command.output.json,
            Self::Check(command) => command.output.json,
            Self::Remove(command) => command.output.json,
            Self::Import(command) => command.output.json,
            Self::Schema(command) => command.output.json,
            Self::Export(_) => false,
        }
    }
}

/// An account in words.
fn whose(account: &Account) -> String {
    match &account.email {
        Some(email) if *email != account.name => format!("{} ({email})", account.name),
        _ => account.name.clone(),
    }
}

/// Whose a connection is, in words.
fn owner(record: &ConnectionRecord) -> String {
    record.account.as_ref().map_or_else(|| "not checked".to_owned(), whose)
}

/// Standard input is one thing alone.
fn check_inputs(count: usize) -> Result<(), Failure> {
    if count < 2 {
        return Ok(());
    }
    Err(Failure::usage(
        "standard input cannot be several things at once",
        "Give all but one as files, or answer the prompts of a terminal",
    ))
}
