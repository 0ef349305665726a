//! `connector options`

use std::collections::BTreeSet;

use clap::Args;
use connector_runtime::manifest::{Action, Manifest};
use connector_runtime::{Error, ErrorKind, OptionItem, OptionQuery};
use serde_json::{Map, Value};

use super::run::build_input;
use crate::arguments::{ConnectionArgs, OutputArgs, Pair};
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::printer::plain_line;
use crate::schema::{Schema, fields};

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
        let query = OptionQuery { search: self.search.clone(), inputs, cursor: self.cursor.clone() };
        let page = match &self.field {
            Some(field) => unless_interrupted(connection.options_of(&self.what, field, &query)).await,
            None => unless_interrupted(connection.options(&self.what, &query)).await,
        };
        let connector = runtime.connector(&connection.record().connector).await?;
        let page = page.map_err(|failure| {
            explain(failure, &connector.manifest, &self.what, self.field.as_ref()).about_connection(&name)
        })?;
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

/// The same failure, with the fields or lists that there are.
fn explain(failure: Failure, manifest: &Manifest, what: &str, field: Option<&String>) -> Failure {
    let Failure::Library { error, hint: None } = failure else { return failure };
    let action = manifest.action(what);
    let hint = match (field, &error, action) {
        (Some(field), Error::InvalidInput { problems, .. }, Some(action))
            if problems.iter().any(|problem| problem.at.strip_prefix('/') == Some(field)) =>
        {
            Some(match with_lists(action).as_slice() {
                [] => format!("No field of `{what}` has a list"),
                names => format!("There are lists for {}", quoted(names)),
            })
        }
        (None, error, Some(action)) if error.kind() == ErrorKind::UnknownName => {
            Some(match with_lists(action).as_slice() {
                [] => format!("It is an action, and no field of `{what}` has a list"),
                names => format!("It is an action: name one of its fields too, {}", quoted(names)),
            })
        }
        (None, error, None) if error.kind() == ErrorKind::UnknownName => {
            let lists: BTreeSet<String> =
                manifest.actions.iter().flat_map(all_with_lists).map(|(_, list)| list).collect();
            let lists: Vec<String> = lists.into_iter().collect();
            Some(format!("There are the lists {}; or name an action and one of its fields", quoted(&lists)))
        }
        _ => None,
    };
    Failure::Library { error, hint }
}

/// The fields of an action's input that have a list, at the top.
fn with_lists(action: &Action) -> Vec<String> {
    all_with_lists(action).into_iter().map(|(path, _)| path).filter(|path| !path.contains(['.', '['])).collect()
}

fn all_with_lists(action: &Action) -> Vec<(String, String)> {
    let schema: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
    fields(Schema::new(&schema)).into_iter().filter_map(|field| Some((field.path, field.options?))).collect()
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What was entered, typed by a schema.
fn typed(schema: &str, set: &[Pair]) -> Result<Map<String, Value>, Failure> {
    Ok(build_input(schema, None, set, &[])?.as_object().cloned().unwrap_or_default())
}
