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
    /// The SHA-256 that it must have, in hexadecimal; nothing of another component is looked at
    #[arg(long, value_name = "DIGEST")]
    sha256: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Add {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let connector = match &self.sha256 {
            Some(digest) => runtime.install_pinned(&self.path, digest).await?,
            None => runtime.install(&self.path).await?,
        };
        context.printer.done(format!("installed connector `{}` {}", connector.name, connector.version));
        if self.output.json { context.printer.json(&connector) } else { Ok(()) }
    }
}
