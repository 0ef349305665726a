//! `connector options`

use clap::Args;
use connector_runtime::{OptionItem, OptionQuery};
use serde_json::{Map, Value};

use super::run::build_input;
use crate::arguments::{ConnectionArgs, OutputArgs, Pair};
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::printer::plain_line;

#[derive(Args)]
pub(crate) struct Options {
    /// An action, with one of its fields; or the name of a list alone
    #[arg(value_name = "ACTION|LIST", add = complete::actions())]
    what: String,
    /// The field of the action's input
    field: Option<String>,
    #[command(flatten)]
    connection: ConnectionArgs,
    /// What the user typed: values that fit it
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// A field of the input that the list depends on, as `connector run` takes it
    #[arg(short, long, value_name = "KEY=VALUE")]
    set: Vec<Pair>,
    /// Go on where an earlier page ended
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Options {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let printer = &context.printer;
        let runtime = context.runtime().await?;
        let name = self.connection.name(&runtime).await?;
        let of_connection = |error| Failure::of_connection(error, &name);
        let connection = runtime.connection(&name).await.map_err(of_connection)?;
        let schema = match &self.field {
            Some(_) => connection.action(&self.what).map_err(of_connection)?.manifest().input_schema.get().to_owned(),
            None => "{}".to_owned(),
        };
        let inputs = if self.set.is_empty() { Map::new() } else { typed(&schema, &self.set)? };
        let query = OptionQuery { search: self.search, inputs, cursor: self.cursor };
        let page = match &self.field {
            Some(field) => unless_interrupted(connection.options_of(&self.what, field, &query)).await,
            None => unless_interrupted(connection.options(&self.what, &query)).await,
        };
        let page = page.map_err(|failure| failure.about_connection(&name))?;
        if self.output.json {
            return printer.json(&page);
        }
        if page.items.is_empty() {
            printer.note("no values");
        }
        let row = |item: OptionItem| [item.value, item.label, item.hint.unwrap_or_default()];
        printer.columns(["value", "label", "note"], page.items.into_iter().map(row).collect())?;
        if let Some(next) = page.next {
            printer.hint(format!("there are more: add `--cursor {}`", plain_line(&crate::failure::shell_word(&next))));
        }
        Ok(())
    }
}

/// What was entered, typed by a schema.
fn typed(schema: &str, set: &[Pair]) -> Result<Map<String, Value>, Failure> {
    Ok(build_input(schema, None, set, &[])?.as_object().cloned().unwrap_or_default())
}
