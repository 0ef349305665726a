//! `connector schema`

use clap::Args;
use connector_runtime::manifest::Action;
use connector_runtime::{ActionSchemas, Runtime};
use serde_json::json;

use super::run::build_input;
use crate::arguments::{ConnectionArgs, ConnectorArgs, OutputArgs, Pair};
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;

#[derive(Args)]
pub(crate) struct Schema {
    /// The action
    #[arg(value_name = "ACTION", add = complete::actions())]
    action: String,
    #[command(flatten)]
    connector: ConnectorArgs,
    /// A field of the input that the schemas depend on, as `connector run` takes it; then the connection is asked
    #[arg(short, long, value_name = "KEY=VALUE", conflicts_with = "connector")]
    set: Vec<Pair>,
    #[command(flatten)]
    connection: ConnectionArgs,
    #[command(flatten)]
    part: Part,
    #[command(flatten)]
    pub(crate) json: OutputArgs,
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
        let runtime = context.runtime().await?;
        if !self.set.is_empty() || self.connection.is_given() {
            return self.narrowed(context, &runtime).await;
        }
        let connector = self.connector.find(&runtime).await?;
        let action = connector.action(&self.action)?;
        let schemas = ActionSchemas { input: action.input_schema.clone(), output: action.output_schema.clone() };
        print(context, &self.part, action, &schemas)
    }

    /// Prints the schemas for what is set.
    async fn narrowed(self, context: &Context, runtime: &Runtime) -> Result<(), Failure> {
        let name = self.connection.name(runtime).await?;
        let of_connection = |error| Failure::of_connection(error, &name);
        let connection = runtime.connection(&name).await.map_err(of_connection)?;
        let call = connection.action(&self.action).map_err(of_connection)?;
        let action = call.manifest();
        let depends = &action.schema_depends;
        if let Some(stray) = self.set.iter().find(|pair| !depends.contains(&pair.key)) {
            let names: Vec<String> = depends.iter().map(|name| format!("`{name}`")).collect();
            let hint = if names.is_empty() {
                "Leave it out: they are the same for every input".to_owned()
            } else {
                format!("They depend on {}", names.join(" and "))
            };
            return Err(Failure::usage(
                format!("the schemas of `{}` do not depend on `{}`", self.action, stray.key),
                hint,
            ));
        }
        let input =
            build_input(action.input_schema.get(), None, &self.set, &[])?.as_object().cloned().unwrap_or_default();
        let schemas = unless_interrupted(connection.schemas_for(&self.action, &input)).await;
        print(context, &self.part, action, &schemas.map_err(|failure| failure.about_connection(&name))?)
    }
}

fn print(context: &Context, part: &Part, action: &Action, schemas: &ActionSchemas) -> Result<(), Failure> {
    let item = action.item_schema.as_ref();
    match part {
        Part { input: true, .. } => context.printer.json(&schemas.input),
        Part { output: true, .. } => context.printer.json(&schemas.output),
        Part { item: true, .. } => match item {
            Some(item) => context.printer.json(item),
            None => Err(Failure::usage(
                format!("action `{}` hands over no results of its own", action.name),
                "`--output` prints the schema of its output",
            )),
        },
        Part { .. } => context.printer.json(&json!({
            "input": schemas.input,
            "output": schemas.output,
            "item": item,
        })),
    }
}
