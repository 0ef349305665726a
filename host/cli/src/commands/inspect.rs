//! `connector inspect`

use std::path::Path;

use clap::Args;
use connector_runtime::Inspection;
use connector_runtime::manifest::{Credential, Field, FieldKind, Grant, Manifest};

use super::connections::is_behind_more;
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::printer::{plain, table};

/// How wide a line of groups is at most.
const WIDEST_LINE: usize = 98;

#[derive(Args)]
pub(crate) struct Inspect {
    /// The path of a component, or the name of an installed connector
    #[arg(value_name = "PATH|NAME")]
    what: String,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Inspect {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let path = Path::new(&self.what);
        let is_path = path.is_file() || self.what.contains(['/', '\\']) || path.extension().is_some();
        if self.output.json && !is_path {
            return context.printer.json(&*runtime.connector(&self.what).await?.manifest);
        }
        let inspection =
            if is_path { runtime.inspect(path).await? } else { runtime.inspect_installed(&self.what).await? };
        if self.output.json {
            return context.printer.json(&inspection.manifest);
        }
        context.printer.data(plain(&in_words(&inspection)))
    }
}

/// What is told of a connector.
fn in_words(inspection: &Inspection) -> String {
    let Inspection { digest, size, imports, manifest } = inspection;
    let mut rows = vec![
        ["name".to_owned(), manifest.name.clone()],
        ["title".to_owned(), manifest.title.clone()],
        ["version".to_owned(), manifest.version.clone()],
        ["digest".to_owned(), format!("sha256:{digest}")],
        ["size".to_owned(), format!("{size} bytes")],
    ];
    let labels = std::iter::once("imports").chain(std::iter::repeat(""));
    rows.extend(labels.zip(imports).map(|(label, import)| [label.to_owned(), import.clone()]));
    let parts = [
        table(&rows),
        manifest.description.clone(),
        fields(manifest, "Every connection", None, &manifest.fields),
        auth_types(manifest),
        endpoints(manifest),
        actions(manifest),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn auth_types(manifest: &Manifest) -> String {
    let parts = manifest.auth_types.iter().map(|auth_type| {
        let mut title = format!("Auth type `{}`: {}", auth_type.name, auth_type.label);
        if is_behind_more(auth_type) {
            title += " (behind More)";
        }
        if !auth_type.when.is_empty() {
            title += ", where ";
            title += &manifest.in_words(&auth_type.when);
        }
        let form = fields(manifest, &title, auth_type.hint.as_deref(), &auth_type.fields);
        match addresses(&auth_type.credential) {
            rows if rows.is_empty() => form,
            rows => format!("{form}\n{}", table(&rows)),
        }
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

/// Where a user signs in, and where tokens come from.
fn addresses(credential: &Credential) -> Vec<[String; 2]> {
    let Credential::Oauth2(oauth2) = credential else { return Vec::new() };
    let page = match &oauth2.grant {
        Grant::AuthorizationCode(code) => Some(["  signs in at".to_owned(), code.url.clone()]),
        Grant::ClientCredentials => None,
    };
    page.into_iter().chain([["  tokens from".to_owned(), oauth2.token_url.clone()]]).collect()
}

fn fields(manifest: &Manifest, title: &str, hint: Option<&str>, fields: &[Field]) -> String {
    let rows: Vec<_> = fields
        .iter()
        .map(|field| {
            let need = match (&field.default, field.required) {
                (Some(default), _) => format!("default `{default}`"),
                (None, true) => "required".to_owned(),
                (None, false) => String::new(),
            };
            let when = match field.when.as_slice() {
                [] => String::new(),
                conditions => format!("where {}", manifest.in_words(conditions)),
            };
            let label = label(field);
            let words: Vec<&str> = [label.as_str(), &when].into_iter().filter(|word| !word.is_empty()).collect();
            [format!("  {}", field.name), kind(&field.kind), need, words.join(", ")]
        })
        .collect();
    let hint = hint.map(|hint| format!("\n  {hint}")).unwrap_or_default();
    format!("{title}{hint}\n{}", table(&rows))
}

/// What people see of a field, and of the values that it is chosen from.
fn label(field: &Field) -> String {
    let FieldKind::Choice(choices) = &field.kind else { return field.label.clone() };
    let said = choices.iter().filter(|choice| choice.label != choice.value);
    let said: Vec<String> = said.map(|choice| format!("`{}` is \"{}\"", choice.value, choice.label)).collect();
    if said.is_empty() { field.label.clone() } else { format!("{}: {}", field.label, said.join(", ")) }
}

fn kind(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Text => "text".to_owned(),
        FieldKind::Secret(_) => "secret".to_owned(),
        FieldKind::Url => "URL".to_owned(),
        FieldKind::Subdomain(suffix) => format!("name in front of `{suffix}`"),
        FieldKind::Email => "email".to_owned(),
        FieldKind::Boolean => "true|false".to_owned(),
        FieldKind::Integer => "whole number".to_owned(),
        FieldKind::Date => "date".to_owned(),
        FieldKind::Choice(choices) => choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>().join("|"),
    }
}

fn endpoints(manifest: &Manifest) -> String {
    let rows: Vec<_> = manifest
        .endpoints
        .iter()
        .flat_map(|endpoint| {
            let name = format!("  {}", endpoint.name);
            let rules = endpoint.rules.iter().map(|rule| {
                let types: Vec<String> = rule.auth_types.iter().map(|name| format!("`{name}`")).collect();
                let mut words = Vec::new();
                if !types.is_empty() {
                    words.push(format!("for {}", types.join(", ")));
                }
                if !rule.when.is_empty() {
                    words.push(format!("where {}", manifest.in_words(&rule.when)));
                }
                if !rule.authenticated {
                    words.push("without the credential".to_owned());
                }
                [name.clone(), rule.base_url.clone(), words.join(" ")]
            });
            let redirects = endpoint.redirect_hosts.iter().map(|redirect| {
                let mut words = "where a redirect leads there, without the credential".to_owned();
                if !redirect.when.is_empty() {
                    words += ", and ";
                    words += &manifest.in_words(&redirect.when);
                }
                [name.clone(), format!("https://{}", redirect.host), words]
            });
            rules.chain(redirects).collect::<Vec<_>>()
        })
        .collect();
    format!("Endpoints\n{}", table(&rows))
}

fn actions(manifest: &Manifest) -> String {
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for action in &manifest.actions {
        match groups.iter_mut().find(|(group, _)| *group == action.group) {
            Some((_, count)) => *count += 1,
            None => groups.push((&action.group, 1)),
        }
    }
    let words: Vec<String> = groups.iter().map(|(group, count)| format!("{group} {count}")).collect();
    format!("{} actions in {} groups\n{}", manifest.actions.len(), groups.len(), filled(&words))
}

/// Words in lines, none of which is too wide.
fn filled(words: &[String]) -> String {
    let mut lines = vec![String::new()];
    for (place, word) in words.iter().enumerate() {
        let word = if place + 1 < words.len() { format!("{word}, ") } else { word.clone() };
        match lines.last_mut() {
            Some(line) if line.len() + word.len() <= WIDEST_LINE => line.push_str(&word),
            _ => lines.push(word),
        }
    }
    lines.iter().map(|line| format!("  {}", line.trim_end())).collect::<Vec<_>>().join("\n")
}
