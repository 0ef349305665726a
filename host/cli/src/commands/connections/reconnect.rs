//! `connector connections reconnect`

use clap::Args;
use connector_runtime::{ConnectionRecord, Error, Runtime};

use super::form::{FieldArgs, Form};
use super::scopes::ScopeArgs;
use super::sign_in::{Purpose, SignInArgs};
use super::{check_inputs, owner};
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::prompt;

#[derive(Args)]
pub(crate) struct Reconnect {
    /// The connection
    name: String,
    /// Another way to sign in than before
    #[arg(long, value_name = "TYPE")]
    auth: Option<String>,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    scopes: ScopeArgs,
    /// Let it become a connection of another account or site without asking
    #[arg(short, long, visible_alias = "allow-other-account")]
    yes: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    sign_in: SignInArgs,
}

impl Reconnect {
    pub(crate) async fn run(mut self, context: &Context) -> Result<(), Failure> {
        check_inputs(self.fields.inputs() + usize::from(self.sign_in.paste))?;
        let runtime = context.runtime().await?;
        let record = runtime.connection_record(&self.name).await?;
        let connector = runtime.connector(&record.connector).await?;
        let mut form = Form::of_record(&connector, &record, self.auth.take());
        if !form.has_page() {
            form = form.renew_secrets();
        }
        if form.has_page() {
            self.sign_in.check()?;
        }
        form.fill(std::mem::take(&mut self.fields))?;
        self.scopes.enter(&runtime, &mut form).await?;
        form.ask(&context.printer).await?;
        if !form.has_page() && form.is_empty() {
            return Err(Failure::usage(
                "there is nothing new to connect with",
                "Give the new secret with `--secret-file KEY=PATH` (`-` for standard input), or answer the prompt of a \
                 terminal",
            ));
        }
        let name = record.name;
        let record = match self.reconnect(context, &runtime, &form, &name, self.yes).await {
            // Where the user has signed in, this was asked there, so that nobody signs in twice.
            Err(Failure::Library { error: error @ Error::OtherAccount { .. }, .. })
                if prompt::is_possible() && !form.has_page() =>
            {
                let question = format!("{error}. Is that meant?");
                if !prompt::agrees(&context.printer, &question).await? {
                    return Err(error.into());
                }
                self.reconnect(context, &runtime, &form, &name, true).await
            }
            reconnected => reconnected,
        };
        let record = record.map_err(|failure| form.explain(failure))?;
        context.printer.done(format!("reconnected `{}`: it belongs to {}", record.name, owner(&record)));
        for warning in runtime.connection_warnings(&record).await? {
            context.printer.warn(warning);
        }
        if self.output.json { context.printer.json(&record) } else { Ok(()) }
    }

    async fn reconnect(
        &self,
        context: &Context,
        runtime: &Runtime,
        form: &Form<'_>,
        name: &str,
        allow_other_account: bool,
    ) -> Result<ConnectionRecord, Failure> {
        let mut change = form.change();
        change.allow_other_account = allow_other_account;
        if form.has_page() {
            let purpose = Purpose::Reconnect { name: name.to_owned(), change: Box::new(change) };
            return self.sign_in.sign_in(context, runtime, form, &purpose).await;
        }
        unless_interrupted(Box::pin(runtime.change_connection(name, change))).await
    }
}
