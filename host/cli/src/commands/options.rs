//! `connector options`

use clap::Args;
use connector_runtime::manifest::Action;
use connector_runtime::{OptionItem, OptionQuery};
use serde_json::{Map, Value};

use super::run::build_input;
use crate::arguments::{ConnectionArgs, OutputArgs, Pair};
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::schema::Schema;

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

/// A list, and what it is asked with.
struct Question {
    list: String,
    inputs: Value,
}

impl Options {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let printer = &context.printer;
        let runtime = context.runtime().await?;
        let name = self.connection.name(&runtime).await?;
        let of_connection = |error| Failure::of_connection(error, &name);
        let connection = runtime.connection(&name).await.map_err(of_connection)?;
        let Question { list, inputs } = match &self.field {
            Some(field) => {
                of_field(connection.action(&self.what).map_err(of_connection)?.manifest(), field, &self.set)?
            }
            None => Question { list: self.what, inputs: build_input("{}", None, &self.set)? },
        };
        let inputs = inputs.as_object().cloned().unwrap_or_default();
        let query = OptionQuery { search: self.search, inputs, cursor: self.cursor };
        let page = unless_interrupted(connection.options(&list, &query)).await;
        let page = page.map_err(|failure| failure.about_connection(&name))?;
        if self.output.json {
            return printer.json(&page);
        }
        if page.items.is_empty() {
            printer.note("no values");
        }
        let row = |item: OptionItem| [item.value, item.label, item.hint.unwrap_or_default()];
        printer.table(&page.items.into_iter().map(row).collect::<Vec<_>>())?;
        if let Some(next) = page.next {
            printer.hint(format!("there are more: add `--cursor {}`", crate::failure::shell_word(&next)));
        }
        Ok(())
    }
}

/// The list that a field takes its values from, with what that depends on.
fn of_field(action: &Action, field: &str, set: &[Pair]) -> Result<Question, Failure> {
    let text = action.input_schema.get();
    let schema: Value = serde_json::from_str(text).unwrap_or_default();
    let Some(property) = Schema::new(&schema).property(field) else {
        return Err(Failure::usage(
            format!("`{}` has no field `{field}`", action.name),
            format!("`connector actions {}` shows them", action.name),
        ));
    };
    let options = property.options().and_then(|options| Some((options, options.get("list")?.as_str()?)));
    let Some((options, list)) = options else {
        return Err(Failure::usage(
            format!("there is no list of values for `{field}` of `{}`", action.name),
            format!("`connector actions {}` shows what its fields take", action.name),
        ));
    };
    let depends = options.get("depends").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let depends: Vec<&str> = depends.collect();
    if let Some(stray) = set.iter().find(|pair| !depends.contains(&head(&pair.key))) {
        let known: Vec<String> = depends.iter().map(|name| format!("`{name}`")).collect();
        return Err(Failure::usage(
            format!("the values of `{field}` do not depend on `{}`", stray.key),
            if known.is_empty() { "Leave it out".to_owned() } else { format!("Set {}", known.join(" or ")) },
        ));
    }
    let inputs = if set.is_empty() { Value::Object(Map::new()) } else { build_input(text, None, set)? };
    Ok(Question { list: list.to_owned(), inputs })
}

/// The field that a key leads into.
fn head(key: &str) -> &str {
    key.split_once('.').map_or(key, |(head, _)| head)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn action() -> Action {
        let schema = json!({"type": "object", "properties": {
            "space": {"type": "string", "x-options": {"list": "spaces"}},
            "parent": {"$ref": "#/$defs/Parent"},
            "labels": {"type": "array", "items": {"type": "string", "x-options": {"list": "labels", "depends": ["space", "limit"]}}},
            "limit": {"type": "integer"},
        }, "$defs": {"Parent": {"type": "string", "x-options": {"list": "pages", "depends": ["space"]}}}});
        serde_json::from_value(json!({
            "name": "list", "title": "", "description": "", "group": "", "inputSchema": schema, "outputSchema": {},
            "effect": "read", "repeatable": true, "routes": [], "when": [], "annotations": {},
        }))
        .unwrap()
    }

    fn asked(field: &str, set: &[&str]) -> Result<(String, Value), String> {
        let set: Vec<Pair> = set.iter().map(|text| text.parse().unwrap()).collect();
        match of_field(&action(), field, &set) {
            Ok(question) => Ok((question.list, question.inputs)),
            Err(failure) => Err(failure.message()),
        }
    }

    #[test]
    fn a_field_names_its_list_and_what_that_depends_on() {
        assert_eq!(asked("space", &[]), Ok(("spaces".to_owned(), json!({}))));
        assert_eq!(asked("parent", &["space=DOCS"]), Ok(("pages".to_owned(), json!({"space": "DOCS"}))));
        let labels = asked("labels", &["space=DOCS", "limit=5"]);
        assert_eq!(labels, Ok(("labels".to_owned(), json!({"space": "DOCS", "limit": 5}))));
        assert_eq!(asked("parent", &["limit=5"]), Err("the values of `parent` do not depend on `limit`".to_owned()));
        assert_eq!(asked("limit", &[]), Err("there is no list of values for `limit` of `list`".to_owned()));
        assert_eq!(asked("other", &[]), Err("`list` has no field `other`".to_owned()));
    }
}
