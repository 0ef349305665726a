//! `connector vault`

mod rotate;

use clap::Subcommand;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Subcommand)]
pub(crate) enum Vault {
    /// Seal every secret under a new key
    Rotate(rotate::Rotate),
}

impl Vault {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Rotate(command) => command.run(context).await,
        }
    }

    pub(crate) fn json(&self) -> bool {
        match self {
            Self::Rotate(command) => command.output.json,
        }
    }
}
