//! `connector connectors add`

use std::path::PathBuf;

use clap::Args;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Add {
    /// The component, such as `confluence.wasm`
    path: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Add {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let connector = context.runtime().await?.install(&self.path).await?;
        context.printer.done(format!("installed connector `{}` {}", connector.name, connector.version));
        if self.output.json { context.printer.json(&connector) } else { Ok(()) }
    }
}
