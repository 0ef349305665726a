//! `connector vault rotate`

use clap::Args;
use serde_json::json;

use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Rotate {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Rotate {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let sealed = context.runtime().await?.rotate_vault_key().await?;
        context.printer.done(match sealed {
            1 => "rotated the key: 1 secret was sealed anew".to_owned(),
            count => format!("rotated the key: {count} secrets were sealed anew"),
        });
        if self.output.json { context.printer.json(&json!({ "sealed": sealed })) } else { Ok(()) }
    }
}
