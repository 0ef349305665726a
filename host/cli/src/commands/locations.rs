//! `connector locations`

mod add;
mod list;
mod remove;

use clap::Subcommand;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Locations {
    /// Make a project, or a folder with the project and folders that it lies in
    Add(add::Add),
    /// List the projects and folders
    List(list::List),
    /// Remove a project or folder in which nothing is
    Remove(remove::Remove),
}

impl Locations {
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
