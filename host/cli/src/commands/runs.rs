//! `connector runs`

mod cancel;
mod list;
mod remove;
mod resume;
mod show;

use clap::Subcommand;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Runs {
    /// List the runs that are kept, the latest first
    List(list::List),
    /// Show what is kept of a run
    Show(show::Show),
    /// Go on with a run where it was left
    Resume(resume::Resume),
    /// End a run; a process that performs it stops when it says next how far it is
    Cancel(cancel::Cancel),
    /// Forget runs that nobody performs
    Remove(remove::Remove),
}

impl Runs {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::List(command) => command.run(context).await,
            Self::Show(command) => command.run(context).await,
            Self::Resume(command) => command.run(context).await,
            Self::Cancel(command) => command.run(context).await,
            Self::Remove(command) => command.run(context).await,
        }
    }

    pub(crate) fn json(&self) -> bool {
        match self {
            Self::List(command) => command.output.json,
            Self::Show(command) => command.output.json,
            Self::Resume(command) => command.json.json,
            Self::Cancel(command) => command.output.json,
            Self::Remove(command) => command.output.json,
        }
    }
}
