//! `connector connections add`

use clap::Args;
use connector_runtime::{ConnectionDraft, Error, InstalledConnector};

use super::form::Form;
use super::whose;
use crate::arguments::{ConnectorArgs, OutputArgs, Pair};
use crate::context::Context;
use crate::failure::Failure;

#[derive(Args)]
pub(crate) struct Add {
    /// Its name, such as `acme`
    name: String,
    #[command(flatten)]
    connector: ConnectorArgs,
    /// The way to sign in; by default, the connector's first
    #[arg(long, value_name = "TYPE")]
    auth: Option<String>,
    /// A field that is not secret; `connector inspect NAME` shows the fields
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<Pair>,
    /// A file that holds a secret field, `-` for standard input; one line break at its end is dropped
    #[arg(long, value_name = "KEY=PATH")]
    secret_file: Vec<Pair>,
    /// Add it without trying it
    #[arg(long)]
    no_check: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Add {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        let connector = self.connector.find(&runtime).await?;
        if runtime.connection_record(&self.name).await.is_ok() {
            // Before anything is asked for.
            return Err(Error::ConnectionExists { name: self.name }.into());
        }
        let mut form = Form::of(&connector, self.auth.as_deref());
        form.fill(self.set, self.secret_file)?;
        form.ask(&context.printer).await?;
        let Form { fields, secrets, .. } = form;
        let mut draft = ConnectionDraft::new(self.name, &connector.name);
        (draft.auth_type, draft.fields, draft.secrets) = (self.auth, fields, secrets);
        let added = tokio::select! {
            added = runtime.add_connection(draft, !self.no_check) => added,
            // The prompts have taken Ctrl-C over.
            _ = tokio::signal::ctrl_c() => return Err(Failure::Cancelled { uncertain: false }),
        };
        let record = added.map_err(|error| {
            let hint = hint(&error, &connector);
            Failure::Library { error, hint }
        })?;
        context.printer.done(match &record.account {
            Some(account) => format!("added connection `{}`: it belongs to {}", record.name, whose(account)),
            None => format!("added connection `{}` without trying it", record.name),
        });
        if self.output.json { context.printer.json(&record) } else { Ok(()) }
    }
}

/// How to give what does not fit.
fn hint(error: &Error, connector: &InstalledConnector) -> Option<String> {
    let Error::InvalidConnection { problems } = error else { return None };
    let manifest = &connector.manifest;
    let secrets: Vec<String> = manifest
        .auth_types
        .iter()
        .flat_map(|auth_type| &auth_type.fields)
        .chain(&manifest.fields)
        .filter(|field| field.kind.is_secret())
        .filter(|field| problems.iter().any(|problem| problem.at.strip_prefix('/') == Some(&field.name)))
        .map(|field| format!("`--secret-file {}=PATH`", field.name))
        .collect();
    let fields = format!("`connector inspect {}` shows the fields", connector.name);
    Some(if secrets.is_empty() {
        fields
    } else {
        format!(
            "Give secrets with {} (`-` for standard input), or answer the prompt of a terminal; {fields}",
            secrets.join(" and ")
        )
    })
}
