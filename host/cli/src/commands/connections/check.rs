//! `connector connections check`

use clap::Args;
use connector_runtime::{ConnectionCheck, RateLimitState, Runtime};
use serde_json::{Value, json};

use super::whose;
use crate::arguments::OutputArgs;
use crate::context::Context;
use crate::exit;
use crate::failure::Failure;
use crate::interrupt::unless_interrupted;
use crate::printer::plain_line;

#[derive(Args)]
pub(crate) struct Check {
    /// The connection
    #[arg(required_unless_present = "all")]
    name: Option<String>,
    /// Try every connection and go on after a failure; sign-ins that would end unused are kept alive by it.
    /// The exit code is the highest of all
    #[arg(long, conflicts_with = "name")]
    all: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl Check {
    pub(crate) async fn run(self, context: &Context) -> Result<(), Failure> {
        let runtime = context.runtime().await?;
        match &self.name {
            Some(name) => self.one(context, &runtime, name).await,
            None => self.every(context, &runtime).await,
        }
    }

    async fn one(&self, context: &Context, runtime: &Runtime, name: &str) -> Result<(), Failure> {
        let check = checked(runtime, name).await?;
        let printer = &context.printer;
        printer.done(format!("checked connection `{name}`: it works"));
        warn(context, &check, None);
        if self.output.json { printer.json(&check) } else { printer.table(&rows(check)) }
    }

    async fn every(&self, context: &Context, runtime: &Runtime) -> Result<(), Failure> {
        let connections = runtime.connections().await?;
        let (mut documents, mut failed, mut code) = (Vec::new(), 0, 0);
        for connection in &connections {
            let name = &connection.name;
            match checked(runtime, name).await {
                Ok(check) => {
                    let lacks = match check.unavailable.len() {
                        0 => String::new(),
                        count => format!("; {count} actions are not available"),
                    };
                    let line = format!("{name}: it belongs to {}{lacks}", whose(&check.account));
                    if !self.output.json {
                        context.printer.data(plain_line(&line))?;
                    }
                    warn(context, &check, Some(name));
                    documents.push(json!({ "name": name, "check": check }));
                }
                Err(failure @ Failure::Cancelled { .. }) => return Err(failure),
                Err(failure) => {
                    failure.print_about(&context.printer, name);
                    documents.push(json!({ "name": name, "error": failure.to_json() }));
                    failed += 1;
                    code = code.max(exit::code(&failure));
                }
            }
        }
        if self.output.json {
            context.printer.json(&Value::from(documents))?;
        }
        if failed == 0 { Ok(()) } else { Err(Failure::Checks { failed, all: connections.len(), code }) }
    }
}

async fn checked(runtime: &Runtime, name: &str) -> Result<ConnectionCheck, Failure> {
    unless_interrupted(runtime.check_connection(name)).await.map_err(|failure| failure.about_connection(name))
}

fn warn(context: &Context, check: &ConnectionCheck, name: Option<&str>) {
    let of = name.map(|name| format!("connection `{name}`: ")).unwrap_or_default();
    for warning in &check.warnings {
        context.printer.warn(format!("{of}{warning}"));
    }
}

/// Whose it is, and what else is known.
fn rows(check: ConnectionCheck) -> Vec<[String; 2]> {
    let mut rows = vec![["account".to_owned(), whose(&check.account)]];
    rows.extend(check.site.map(|site| ["site".to_owned(), site.url]));
    let labels = |first| std::iter::once(first).chain(std::iter::repeat(""));
    let scopes = labels("scopes").zip(check.scopes.unwrap_or_default());
    rows.extend(scopes.map(|(label, scope)| [label.to_owned(), scope]));
    let limits = labels("rate limit").zip(check.rate_limits);
    rows.extend(limits.map(|(label, (endpoint, state))| [label.to_owned(), format!("{endpoint}: {}", left(&state))]));
    let unavailable = labels("not available").zip(check.unavailable);
    rows.extend(
        unavailable
            .map(|(label, (action, missing))| [label.to_owned(), format!("{action} (lacks {})", missing.join(", "))]),
    );
    rows
}

/// What a service said about its rate limit, in words.
fn left(state: &RateLimitState) -> String {
    let number = |number: Option<u64>| number.map_or_else(|| "unknown".to_owned(), |number| number.to_string());
    let near = if state.near_limit == Some(true) { ", which is near the limit" } else { "" };
    format!("{} of {} left{near}", number(state.remaining), number(state.limit))
}
