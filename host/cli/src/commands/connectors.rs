//! `connector connectors`

mod add;
mod list;
mod remove;

use clap::Subcommand;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Connectors {
    /// Install a connector, replacing the one of its name
    Add(add::Add),
    /// List the installed connectors
    List(list::List),
    /// Remove a connector that no connection uses
    Remove(remove::Remove),
}

impl Connectors {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Add(command) => command.run(context).await,
            Self::List(command) => command.run(context).await,
            Self::Remove(command) => command.run(context).await,
        }
    }

    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Add(command) => command.output.json,
            Self::List(command) => command.output.json,
            Self::Remove(command) => command.output.json,
        }
    }
}
