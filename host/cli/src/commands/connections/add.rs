//! `connector connections add`

use clap::Args;
use connector_runtime::Error;

use super::document::Document;
use super::form::{FieldArgs, Form};
use super::scopes::ScopeArgs;
use super::sign_in::{Purpose, SignInArgs};
use super::whose;
use crate::arguments::{ConnectorArgs, OutputArgs, Place};
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;

#[derive(Args)]
pub(crate) struct Add {
    /// Its name, such as `acme`
    #[arg(required_unless_present = "from")]
    name: Option<String>,
    #[command(flatten)]
    connector: ConnectorArgs,
    /// The way to sign in; by default, the connector's first
    #[arg(long, value_name = "TYPE")]
    auth: Option<String>,
    #[command(flatten)]
    fields: FieldArgs,
    /// A file with the form as JSON, `-` for standard input: `{name, location, authType, fields}`, secrets among the
    /// fields; arguments go before it
    #[arg(long, value_name = "FILE")]
    from: Option<String>,
    /// The project or folder that it is kept in; by default, `Home`
    #[arg(long, value_name = "PROJECT/FOLDER")]
    location: Option<Place>,
    /// Add it without trying it
    #[arg(long)]
    no_check: bool,
    #[command(flatten)]
    scopes: ScopeArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    sign_in: SignInArgs,
}

impl Add {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        self.check_inputs()?;
        let mut document = match &self.from {
            Some(path) => Document::read(path)?,
            None => Document::default(),
        };
        let Some(name) = self.name.or(document.name.take()) else {
            return Err(Failure::usage(
                "the connection has no name",
                "Give one as an argument, or as `name` of the form",
            ));
        };
        let runtime = context.runtime().await?;
        let connector = self.connector.or(document.connector.take()).find(&runtime).await?;
        if runtime.connection_record(&name).await.is_ok() {
            // Before anything is asked for.
            return Err(Error::ConnectionExists { name }.into());
        }
        let mut form = Form::new(&connector, self.auth);
        form.enter(&mut document);
        if form.names_auth_type() && form.has_page() {
            check_page(&self.sign_in, self.no_check)?;
        }
        form.fill(self.fields)?;
        self.scopes.enter(&runtime, &mut form).await?;
        let location = self.location.map(|Place(location)| location).or(document.location);
        let draft = |form: &Form<'_>| {
            let mut draft = form.draft(&name);
            draft.location = location.clone().unwrap_or(draft.location);
            draft
        };
        // Nobody types a secret for what cannot be added. Which way to sign in is asked for too, where none is named.
        if form.will_ask() && form.names_auth_type() {
            let entered = runtime.check_entered(&draft(&form)).await;
            entered.map_err(|error| form.explain(error.into()))?;
        }
        form.ask(&context.printer).await?;
        let mut draft = draft(&form);
        draft.connection_type = document.connection_type.unwrap_or_default();
        let added = if form.has_page() {
            check_page(&self.sign_in, self.no_check)?;
            self.sign_in.sign_in(context, &runtime, &form, &Purpose::Add(Box::new(draft))).await
        } else {
            unless_interrupted(Box::pin(runtime.add_connection(draft, !self.no_check))).await
        };
        let record = added.map_err(|failure| form.explain(failure))?;
        context.printer.done(match &record.account {
            Some(account) => format!("added connection `{}`: it belongs to {}", record.name, whose(account)),
            None => format!("added connection `{}` without trying it", record.name),
        });
        for warning in runtime.connection_warnings(&record).await? {
            context.printer.warn(warning);
        }
        if self.output.json { context.printer.json(&record) } else { Ok(()) }
    }

    /// Standard input is one thing alone.
    fn check_inputs(&self) -> Result<(), Failure> {
        let form = usize::from(self.from.as_deref() == Some("-"));
        super::check_inputs(self.fields.inputs() + form + usize::from(self.sign_in.paste))
    }
}

/// Whether the user can sign in as it is said.
fn check_page(sign_in: &SignInArgs, no_check: bool) -> Result<(), Failure> {
    if no_check {
        return Err(Failure::usage(
            "a connection that signs in at a page of the service is tried by that",
            "Leave `--no-check` out",
        ));
    }
    sign_in.check()
}
