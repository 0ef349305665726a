//! `connector actions`

use clap::Args;
use connector_runtime::manifest::{Action, Condition, Effect, Manifest};
use serde_json::Value;

use crate::arguments::{ConnectorArgs, OutputArgs};
use crate::complete;
use crate::context::Context;
use crate::failure::Failure;
use crate::printer::table;
use crate::schema::{Schema, fields};

#[derive(Args)]
pub(crate) struct Actions {
    /// The action to explain; without it, all are listed
    #[arg(value_name = "ACTION", add = complete::actions())]
    name: Option<String>,
    /// Only actions that have every one of these words in their name, group, title or description
    #[arg(long, value_name = "TEXT", conflicts_with = "name")]
    search: Option<String>,
    #[command(flatten)]
    connector: ConnectorArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Actions {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let connector = self.connector.find(&context.runtime().await?).await?;
        let printer = &context.printer;
        if let Some(name) = self.name {
            let action = connector.action(&name)?;
            return if self.output.json {
                printer.json(action)
            } else {
                printer.data(explain(&connector.manifest, action))
            };
        }
        let actions = &connector.manifest.actions;
        let found: Vec<&Action> = match &self.search {
            Some(text) => actions.iter().filter(|action| is_about(action, text)).collect(),
            None => actions.iter().collect(),
        };
        if self.output.json {
            return printer.json(&found);
        }
        if found.is_empty() {
            let mut groups: Vec<&str> = Vec::new();
            for action in actions {
                if !groups.contains(&action.group.as_str()) {
                    groups.push(&action.group);
                }
            }
            printer.note("no action has all of these words in what is said of it");
            printer.hint(format!("search for one word, or a group: {}", groups.join(", ")));
            return Ok(());
        }
        printer.data(list(&found))?;
        printer.hint("`connector actions ACTION` explains one, `--search TEXT` finds some");
        Ok(())
    }
}

/// Words for the same thing to do, of which some are said of an action and others are searched for.
const ALIKE: [&[&str]; 3] =
    [&["delete", "remove", "erase"], &["create", "add", "new"], &["update", "change", "edit", "modify"]];

/// Whether every word of a text, or one that is alike, is in what is said of an action.
fn is_about(action: &Action, text: &str) -> bool {
    let said = [&action.name, &action.group, &action.title, &action.description].map(|said| said.to_lowercase());
    let is_said = |word: &str| said.iter().any(|said| said.contains(word));
    text.to_lowercase().split_whitespace().all(|word| {
        // What there are several of is often said of one.
        let one = word.strip_suffix('s').filter(|one| one.len() > 2).unwrap_or(word);
        let mut alike = ALIKE.iter().filter(|words| words.contains(&one)).copied().flatten();
        is_said(one) || alike.any(|word| is_said(word))
    })
}

/// One line for each action, below its group.
fn list(actions: &[&Action]) -> String {
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

fn members<'a>(actions: &'a [&Action], group: &'a str) -> impl Iterator<Item = &'a Action> {
    actions.iter().copied().filter(move |action| action.group == group)
}

fn first_sentence(text: &str) -> String {
    let text = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    text.split_once(". ").map_or(text.as_str(), |(sentence, _)| sentence).trim_end_matches('.').to_owned()
}

/// Everything about one action.
fn explain(manifest: &Manifest, action: &Action) -> String {
    let mut about = vec![["effect".to_owned(), effect(action)]];
    if !action.when.is_empty() {
        about.push(["offered".to_owned(), format!("where {}", manifest.in_words(&action.when))]);
    }
    let labels = std::iter::once("requests").chain(std::iter::repeat(""));
    about.extend(labels.zip(&action.routes).map(|(label, route)| [label.to_owned(), route.request.clone()]));
    about.extend(action.deprecated.iter().map(|why| ["deprecated".to_owned(), why.clone()]));
    let parts =
        [format!("{}: {}", action.name, action.title), action.description.clone(), table(&about), inputs(action)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn effect(action: &Action) -> String {
    let mut words = vec![action.effect.as_str().to_owned()];
    words.extend(removes(&action.removes_given));
    if action.repeatable && action.effect != Effect::Read {
        words.push("may be repeated".to_owned());
    }
    if action.resumable {
        words.push("can be resumed".to_owned());
    }
    words.join(", ")
}

/// For which inputs an action that writes removes something.
fn removes(given: &[Condition]) -> Option<String> {
    let parts: Vec<String> = given
        .iter()
        .map(|Condition { field, values }| match values.as_slice() {
            [any] if any == "*" => format!("`{field}` is given"),
            values => format!("`{field}` is `{}`", values.join("` or `")),
        })
        .collect();
    (!parts.is_empty()).then(|| format!("removes where {}", parts.join(" and ")))
}

fn inputs(action: &Action) -> String {
    let schema: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
    let rows: Vec<_> = fields(Schema::new(&schema))
        .into_iter()
        .map(|field| {
            let required = if field.required { "required" } else { "" };
            let mut description = field.description;
            if let Some(list) = field.options {
                // Of what is inside of others, the list alone can be asked for.
                let inner = field.path.contains('.');
                let of = if inner { list } else { format!("{} {}", action.name, field.path) };
                description.extend([" (`connector options ", &of, "`)"]);
            }
            [format!("  {}", field.path), field.kind, required.to_owned(), description.trim_start().to_owned()]
        })
        .collect();
    if rows.is_empty() { "No inputs".to_owned() } else { format!("Inputs\n{}", table(&rows)) }
}
