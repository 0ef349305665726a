//! `docs/reference/actions.md`: every action as a manual has it.

mod anchors;
mod example;
mod inputs;
mod outputs;
mod routes;

use std::collections::BTreeSet;

use connector_sdk::serde_json::{Value, from_str};
use connector_sdk::{Condition, Effect, Manifest, ManifestAction};

use self::anchors::Anchors;

/// Where connections to Cloud and those to an instance of one's own differ: a field of the form and its values.
const ADDRESS: (&str, [(&str, &str); 2]) = ("address", [("subdomain", "Cloud"), ("uri", "Data Center")]);

const HEAD: &str = "\
A test writes this file from what the connector says of itself; change the doc comments of the actions instead.

`connector actions` lists the actions in a terminal, `connector actions NAME` explains one, and `connector schema NAME` prints its JSON Schemas.

- **Reads** changes nothing; **writes** adds or changes something; **removes** takes something away.
- *Repeatable*: performing it twice leaves what performing it once does, so that it is sent again where an answer was lost.
- *Resumable*: it may take long. A run of it is kept, and `connector runs resume ID` goes on with it.
- *Cloud* and *Data Center* (with Server) say which connections it is offered on.
- Inputs are named as `--set` takes them: a dot leads into an object, `[]` stands for the elements of a list. What is not required may be left out.
- Scopes matter for connections with OAuth 2.0 and for tokens with scopes. All scopes of a cell are needed; of the columns *classic* and *granular*, one is enough. A dash says that there is no such way.
- The service's answer passes through whole: outputs may have more fields than are named here.";

/// The whole document.
pub(crate) fn document(manifest: &Manifest) -> String {
    let groups = groups(&manifest.actions);
    let members = |group: &str| manifest.actions.iter().filter(move |action| action.group == group).collect::<Vec<_>>();
    let mut anchors = Anchors::of("Actions");
    let places: Vec<(String, Vec<String>)> = groups
        .iter()
        .map(|group| {
            let place = anchors.add(&title(group));
            (place, members(group).iter().map(|action| anchors.add(&action.name)).collect())
        })
        .collect();
    let count = format!("{} actions in {} groups.", manifest.actions.len(), groups.len());
    let mut parts = vec![format!("# Actions of {}", manifest.title), count, HEAD.to_owned()];
    parts.push(contents(&groups, &places, members));
    for group in &groups {
        parts.push(format!("## {}", title(group)));
        parts.extend(members(group).into_iter().map(|action| section(action, manifest)));
    }
    parts.join("\n\n") + "\n"
}

/// The groups, in the order of the catalogue.
fn groups(actions: &[ManifestAction]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    actions.iter().map(|action| action.group.as_str()).filter(|group| seen.insert(*group)).collect()
}

fn contents<'a>(
    groups: &[&str],
    places: &[(String, Vec<String>)],
    members: impl Fn(&str) -> Vec<&'a ManifestAction>,
) -> String {
    let mut lines = vec!["| group | actions |".to_owned(), "|---|---|".to_owned()];
    for (group, (place, actions)) in groups.iter().zip(places) {
        let names: Vec<String> =
            members(group).iter().zip(actions).map(|(action, place)| format!("[{}](#{place})", action.name)).collect();
        lines.push(format!("| [{}](#{place}) | {} |", title(group), names.join(", ")));
    }
    lines.join("\n")
}

fn section(action: &ManifestAction, manifest: &Manifest) -> String {
    let input = parsed(&action.input_schema);
    let output = parsed(&action.output_schema);
    let item = action.item_schema.as_deref().map(parsed);
    let mut parts = vec![format!("### {}", action.name)];
    parts.extend(action.deprecated.as_ref().map(|why| format!("**Deprecated.** {why}")));
    parts.push(action.description.trim().to_owned());
    parts.push(facts(action));
    parts.push(inputs::table(&input));
    parts.push(outputs::summary(&output, item.as_ref()));
    parts.push(routes::table(action, manifest));
    parts.push(format!("```console\n{}\n```", example::command(action, &input)));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// What is to be known before it is performed, in one line.
fn facts(action: &ManifestAction) -> String {
    let effect = match action.effect {
        Effect::Read => "**Reads**",
        Effect::Write => "**Writes**",
        Effect::Remove => "**Removes**",
    };
    let mut facts = vec![effect.to_owned()];
    facts.extend(removes(&action.removes_given));
    facts.extend(action.repeatable.then(|| "repeatable".to_owned()));
    facts.extend(action.resumable.then(|| "resumable".to_owned()));
    let depends: Vec<String> = action.schema_depends.iter().map(|name| format!("`{name}`")).collect();
    facts.extend((!depends.is_empty()).then(|| format!("schemas depend on {}", depends.join(" and "))));
    facts.push(deployments(&action.when).join(" and "));
    facts.join(" · ")
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

/// Which kinds of Confluence conditions hold for.
pub(crate) fn deployments(when: &[Condition]) -> Vec<&'static str> {
    let (field, kinds) = ADDRESS;
    let allows = |value: &str| {
        let mut asked = when.iter().filter(|condition| condition.field == field);
        asked.all(|condition| condition.values.iter().any(|allowed| allowed == value))
    };
    kinds.into_iter().filter(|(value, _)| allows(value)).map(|(_, name)| name).collect()
}

/// `space-roles` as `Space roles`.
fn title(group: &str) -> String {
    let words = group.replace('-', " ");
    let (first, rest) = words.split_at(1);
    if group == "api" { "API".to_owned() } else { first.to_uppercase() + rest }
}

/// What stands in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn parsed(schema: &str) -> Value {
    from_str(schema).unwrap_or_else(|error| panic!("not JSON: {error}: {schema}"))
}
