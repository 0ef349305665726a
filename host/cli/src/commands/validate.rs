//! `connector validate`

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Validate {
    /// The component
    path: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Validate {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let inspection = context.runtime().await?.inspect(&self.path).await?;
        let manifest = inspection.manifest;
        if self.output.json {
            return context.printer.json(&json!({
                "valid": true,
                "name": manifest.name,
                "version": manifest.version,
                "digest": inspection.digest,
                "imports": inspection.imports,
            }));
        }
        let actions = manifest.actions.len();
        context
            .printer
            .data(format!("valid: connector `{}` {} with {actions} actions", manifest.name, manifest.version))
    }
}
