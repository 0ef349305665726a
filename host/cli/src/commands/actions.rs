//! `connector actions`

use clap::Args;
use connector_runtime::manifest::{Action, Effect};
use serde_json::Value;

use crate::arguments::{ConnectorArgs, OutputArgs};
use crate::context::Context;
use crate::failure::Failure;
use crate::printer::table;
use crate::schema::Schema;

#[derive(Args)]
pub(crate) struct Actions {
    /// The action to explain; without it, all are listed
    #[arg(value_name = "ACTION")]
    name: Option<String>,
    #[command(flatten)]
    connector: ConnectorArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Actions {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let connector = self.connector.find(&context.runtime().await?).await?;
        let printer = &context.printer;
        match self.name {
            Some(name) => {
                let action = connector.action(&name)?;
                if self.output.json { printer.json(action) } else { printer.data(explain(action)) }
            }
            None if self.output.json => printer.json(&connector.manifest.actions),
            None => printer.data(list(&connector.manifest.actions)),
        }
    }
}

/// One line for each action, below its group.
fn list(actions: &[Action]) -> String {
    let mut groups: Vec<&str> = Vec::new();
    for action in actions {
        if !groups.contains(&action.group.as_str()) {
            groups.push(&action.group);
        }
    }
    let row = |action: &Action| {
        [format!("  {}", action.name), action.effect.as_str().to_owned(), first_sentence(&action.description)]
    };
    // One table of all, so that columns stand below each other across groups.
    let text = table(&groups.iter().flat_map(|group| members(actions, group)).map(row).collect::<Vec<_>>());
    let mut lines = text.lines();
    let parts = groups.iter().map(|group| {
        let lines: Vec<&str> = lines.by_ref().take(members(actions, group).count()).collect();
        format!("{group}\n{}", lines.join("\n"))
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

fn members<'a>(actions: &'a [Action], group: &'a str) -> impl Iterator<Item = &'a Action> {
    actions.iter().filter(move |action| action.group == group)
}

fn first_sentence(text: &str) -> String {
    let text = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    text.split_once(". ").map_or(text.as_str(), |(sentence, _)| sentence).trim_end_matches('.').to_owned()
}

/// Everything about one action.
fn explain(action: &Action) -> String {
    let mut about = vec![["effect".to_owned(), effect(action)]];
    let labels = std::iter::once("requests").chain(std::iter::repeat(""));
    about.extend(labels.zip(&action.routes).map(|(label, route)| [label.to_owned(), route.request.clone()]));
    about.extend(action.deprecated.iter().map(|why| ["deprecated".to_owned(), why.clone()]));
    let parts =
        [format!("{}: {}", action.name, action.title), action.description.clone(), table(&about), inputs(action)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn effect(action: &Action) -> String {
    let effect = action.effect.as_str();
    if action.repeatable && action.effect != Effect::Read {
        format!("{effect}, may be repeated")
    } else {
        effect.to_owned()
    }
}

fn inputs(action: &Action) -> String {
    let schema: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
    let rows: Vec<_> = Schema::new(&schema)
        .properties()
        .into_iter()
        .map(|property| {
            let required = if property.required { "required" } else { "" };
            let description = property.schema.description().replace('\n', " ");
            [format!("  {}", property.name), property.schema.type_in_words(), required.to_owned(), description]
        })
        .collect();
    if rows.is_empty() { "No inputs".to_owned() } else { format!("Inputs\n{}", table(&rows)) }
}
