use connector_runtime::manifest::{AuthType, Choice, Field, FieldKind};

use super::Form;
use crate::failure::Failure;
use crate::printer::{Printer, plain};
use crate::prompt;

impl Form<'_> {
    /// Asks for what is missing, where there is a terminal to ask on; nothing where all that is needed was entered.
    pub(in super::super) async fn ask(&mut self, printer: &Printer) -> Result<(), Failure> {
        if !self.will_ask() {
            return Ok(());
        }
        let manifest = self.manifest();
        self.ask_for(printer, &manifest.fields).await?;
        if self.auth_type.is_none() {
            self.auth_type = Some(self.choose_auth_type(printer).await?);
        }
        // Nothing is asked for an auth type that does not exist.
        match self.auth_type() {
            Some(auth_type) => self.ask_for(printer, &auth_type.fields).await,
            None => Ok(()),
        }
    }

    /// Whether something is missing, and there is somebody to ask for it.
    pub(in super::super) fn will_ask(&self) -> bool {
        prompt::is_possible() && !self.is_complete()
    }

    fn is_complete(&self) -> bool {
        let own = self.auth_type().into_iter().flat_map(|auth_type| &auth_type.fields);
        let mut all = self.manifest().fields.iter().chain(own);
        all.all(|field| !self.is_shown(field) || !field.required || field.default.is_some() || self.has(field))
    }

    fn has(&self, field: &Field) -> bool {
        self.fields.contains_key(&field.name)
            || self.kept.contains_key(&field.name)
            || self.secrets.contains_key(&field.name)
            || self.kept_secrets.contains(&field.name)
    }

    /// Whether a field applies, by what was entered and what is there when nothing is.
    fn is_shown(&self, field: &Field) -> bool {
        let mut known = self.known();
        for field in &self.manifest().fields {
            if let Some(default) = &field.default {
                known.entry(field.name.clone()).or_insert_with(|| default.clone());
            }
        }
        field.is_shown(&known)
    }

    async fn ask_for(&mut self, printer: &Printer, fields: &[Field]) -> Result<(), Failure> {
        for field in fields {
            if field.advanced || self.has(field) || !self.is_shown(field) {
                continue;
            }
            if let Some(hint) = &field.hint {
                printer.line(&plain(&format!("  {hint}")));
            }
            match &field.kind {
                FieldKind::Secret(_) => loop {
                    let answer = prompt::secret(printer, &question(field)).await?;
                    let done = answer.is_some() || !field.required;
                    self.secrets.extend(answer.map(|answer| (field.name.clone(), answer)));
                    if done {
                        break;
                    }
                },
                FieldKind::Choice(choices) => {
                    let value = choose(printer, field, choices).await?;
                    self.fields.insert(field.name.clone(), value);
                }
                _ => loop {
                    let answer = prompt::line(printer, &question(field)).await?;
                    if !answer.is_empty() || !field.required || field.default.is_some() {
                        self.fields.insert(field.name.clone(), answer);
                        break;
                    }
                },
            }
        }
        Ok(())
    }

    /// The auth types that apply; those that few need stand behind "More".
    async fn choose_auth_type(&self, printer: &Printer) -> Result<String, Failure> {
        let applies = |auth_type: &&AuthType| {
            auth_type.when.iter().all(|condition| {
                let known = self.known();
                let shared = self.manifest().fields.iter().find(|field| field.name == condition.field);
                let value = known.get(&condition.field).or(shared.and_then(|field| field.default.as_ref()));
                value.is_some_and(|value| condition.values.contains(value))
            })
        };
        let (more, first): (Vec<&AuthType>, Vec<&AuthType>) =
            self.manifest().auth_types.iter().filter(applies).partition(|auth_type| is_behind_more(auth_type));
        let all: Vec<&AuthType> = first.iter().chain(&more).copied().collect();
        for (number, auth_type) in all.iter().enumerate() {
            if number == first.len() {
                printer.line("  More");
            }
            printer.line(&plain(&format!("  {}. {} ({})", number + 1, auth_type.label, auth_type.name)));
        }
        let chosen = prompt::number(printer, "The way to sign in", all.len(), Some(0)).await?;
        Ok(all.get(chosen).map(|auth_type| auth_type.name.clone()).unwrap_or_default())
    }
}

/// Whether few need an auth type.
pub(crate) fn is_behind_more(auth_type: &AuthType) -> bool {
    let annotations: serde_json::Value = serde_json::from_str(auth_type.annotations.get()).unwrap_or_default();
    annotations["more"] == true
}

fn question(field: &Field) -> String {
    match (&field.default, field.required) {
        (Some(default), _) => format!("{} [{default}]: ", field.label),
        (None, true) => format!("{}: ", field.label),
        (None, false) => format!("{} (may be left out): ", field.label),
    }
}

async fn choose(printer: &Printer, field: &Field, choices: &[Choice]) -> Result<String, Failure> {
    for (number, choice) in choices.iter().enumerate() {
        printer.line(&plain(&format!("  {}. {}", number + 1, choice.label)));
    }
    let default = field.default.as_ref().and_then(|value| choices.iter().position(|choice| choice.value == *value));
    let chosen = prompt::number(printer, &field.label, choices.len(), default).await?;
    Ok(choices.get(chosen).map(|choice| choice.value.clone()).unwrap_or_default())
}
