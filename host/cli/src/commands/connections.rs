//! `connector connections`

mod add;
mod check;
mod form;
mod list;
mod remove;
mod show;

use clap::Subcommand;
use connector_runtime::Account;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Connections {
    /// Add a connection, once it was tried
    Add(add::Add),
    /// List the connections
    List(list::List),
    /// Show what is kept of a connection; secrets by name alone
    Show(show::Show),
    /// Try a connection and say whose it is
    Check(check::Check),
    /// Remove a connection and its secrets
    Remove(remove::Remove),
}

impl Connections {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Add(command) => command.run(context).await,
            Self::List(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Check(command) => command.run(context).await,
            Self::Remove(command) => command.run(context).await,
        }
    }

    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Add(command) => command.output.json,
            Self::List(command) => command.output.json,
            Self::Show(command) => command.output.json,
            Self::Check(command) => command.output.json,
            Self::Remove(command) => command.output.json,
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
