//! Which scopes a sign-in asks for.

use clap::Args;
use connector_runtime::{Runtime, ScopePlan};

use super::form::Form;
use crate::failure::{Failure, shell_word};
use crate::printer::Printer;

/// As many actions that will not work are told one by one.
const SHOWN_ACTIONS: usize = 5;

/// Which scopes a sign-in asks for.
#[derive(Args)]
pub(super) struct ScopeArgs {
    /// The set of scopes to ask for; by default the first, which the connector recommends
    #[arg(long, value_name = "SET")]
    scopes: Option<String>,
    /// Ask for what these actions need, for what tells whose the connection is, and no more
    #[arg(long, value_name = "ACTION,…", value_delimiter = ',', conflicts_with = "scopes")]
    scopes_for: Vec<String>,
}

impl ScopeArgs {
    /// Enters them in the form.
    pub(super) async fn enter(&self, runtime: &Runtime, form: &mut Form<'_>) -> Result<(), Failure> {
        if self.scopes.is_none() && self.scopes_for.is_empty() {
            return Ok(());
        }
        let none = |what: &str| {
            let named = form.auth_type().map(|auth_type| auth_type.name.clone()).unwrap_or_default();
            Failure::usage(
                format!("auth type `{named}` takes no {what}"),
                "The scopes of such a credential are chosen at the service",
            )
        };
        let (set, exactly) =
            form.oauth2().map(|oauth2| (oauth2.scope_field.clone(), oauth2.scopes_field.clone())).unwrap_or_default();
        if let Some(name) = &self.scopes {
            let field = set.ok_or_else(|| none("set of scopes"))?;
            form.set(&field, name.clone());
            // What was asked for exactly before would go before a set.
            if let Some(field) = exactly {
                form.set(&field, String::new());
            }
        } else {
            let field = exactly.ok_or_else(|| none("list of scopes"))?;
            let scopes = runtime.scopes_for(&form.draft(""), &self.scopes_for).await?;
            form.set(&field, scopes.join(" "));
        }
        Ok(())
    }
}

/// Says what the app at the service must have, and what will not work with it.
pub(super) fn announce(printer: &Printer, form: &Form<'_>, name: &str, plan: &ScopePlan, callback_url: &str) {
    printer.note("The app must have this callback URL:");
    printer.note(&format!("  {callback_url}"));
    printer.note("and these scopes:");
    for scope in &plan.scopes {
        printer.note(&format!("  {scope}"));
    }
    if plan.unavailable.is_empty() {
        return;
    }
    let count = match plan.unavailable.len() {
        1 => "1 action".to_owned(),
        count => format!("{count} actions"),
    };
    printer.warn(format!("with these scopes, {count} will not work:"));
    for (action, missing) in plan.unavailable.iter().take(SHOWN_ACTIONS) {
        printer.note(&format!("  {action} (lacks {})", missing.join(", ")));
    }
    if plan.unavailable.len() > SHOWN_ACTIONS {
        printer.note(&format!("  and {} more", plan.unavailable.len() - SHOWN_ACTIONS));
        let name = shell_word(name);
        printer.hint(format!("`connector connections check {name}` lists all of them, once it is connected"));
    }
    let sets: Vec<String> =
        form.oauth2().into_iter().flat_map(|oauth2| &oauth2.scope_sets).map(|set| format!("`{}`", set.name)).collect();
    if sets.len() > 1 {
        printer.hint(format!("`--scopes` chooses one of {}", sets.join(", ")));
    }
}
