//! `connector schema`

use clap::Args;
use serde_json::json;

use crate::arguments::ConnectorArgs;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Schema {
    /// The action
    action: String,
    #[command(flatten)]
    connector: ConnectorArgs,
    #[command(flatten)]
    part: Part,
}

#[derive(Args)]
#[group(multiple = false)]
struct Part {
    /// Print the schema of its input alone
    #[arg(long)]
    input: bool,
    /// Print the schema of its output alone
    #[arg(long)]
    output: bool,
    /// Print the schema of each result that it hands over alone
    #[arg(long)]
    item: bool,
}

impl Schema {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let connector = self.connector.find(&context.runtime().await?).await?;
        let action = connector.action(&self.action)?;
        let item = action.item_schema.as_ref();
        match self.part {
            Part { input: true, .. } => context.printer.json(&action.input_schema),
            Part { output: true, .. } => context.printer.json(&action.output_schema),
            Part { item: true, .. } => match item {
                Some(item) => context.printer.json(item),
                None => Err(Failure::usage(
                    format!("action `{}` hands over no results of its own", self.action),
                    "`--output` prints the schema of its output",
                )),
            },
            Part { .. } => context.printer.json(&json!({
                "input": action.input_schema,
                "output": action.output_schema,
                "item": item,
            })),
        }
    }
}
