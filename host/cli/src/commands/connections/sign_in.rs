//! Signs in at a page of the service.

mod browser;
mod callback;
mod page;
mod pasted;

use std::time::Duration;

use clap::Args;
use connector_runtime::{
    ConnectionChange, ConnectionDraft, ConnectionRecord, Error, ErrorKind, Runtime, SignIn, SignInError, SignedIn, Site,
};

use self::callback::{Arrival, Callback};
use self::page::Page;
use super::form::Form;
use super::scopes;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::{Interrupt, unless_interrupted};
use crate::printer::plain;
use crate::prompt;

/// How long the page that ends the sign-in may take to get to the browser.
const FAREWELL: Duration = Duration::from_secs(2);

/// How the user signs in at the service.
#[derive(Args)]
#[command(next_help_heading = "Signing in at a page of the service")]
pub(super) struct SignInArgs {
    /// Where the service sends the browser back to, as it is registered with the app; port 0 takes one that is free
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:8765/callback")]
    callback_url: String,
    /// Print the address and open no browser
    #[arg(long)]
    no_browser: bool,
    /// Read the address at which the browser ended from standard input: for a browser on another machine
    #[arg(long)]
    pub(super) paste: bool,
    /// The site to connect, by name, address or id, where signing in reaches several
    #[arg(long, value_name = "SITE")]
    site: Option<String>,
    /// How many seconds to wait for the browser
    #[arg(long, value_name = "SECONDS", default_value_t = 900)]
    timeout: u64,
}

/// What the sign-in is for.
pub(super) enum Purpose {
    Add(Box<ConnectionDraft>),
    Reconnect { name: String, change: Box<ConnectionChange> },
}

impl Purpose {
    /// The connection.
    fn name(&self) -> &str {
        match self {
            Self::Add(draft) => &draft.name,
            Self::Reconnect { name, .. } => name,
        }
    }

    async fn begin(&self, runtime: &Runtime, callback_url: &str) -> Result<SignIn, Error> {
        match self {
            Self::Add(draft) => runtime.begin_sign_in(ConnectionDraft::clone(draft), callback_url).await,
            Self::Reconnect { name, change } => {
                runtime.begin_reconnect(name, ConnectionChange::clone(change), callback_url).await
            }
        }
    }
}

impl SignInArgs {
    /// Whether the browser can come back as it is said: before anything is asked for, or waits.
    pub(super) fn check(&self) -> Result<(), Failure> {
        Callback::check(&self.callback_url, self.paste)
    }

    /// Sends the user to the service and waits until the connection is saved.
    pub(super) async fn sign_in(
        &self,
        context: &Context,
        runtime: &Runtime,
        form: &Form<'_>,
        purpose: &Purpose,
    ) -> Result<ConnectionRecord, Failure> {
        let printer = &context.printer;
        let mut callback = if self.paste {
            Callback::pasted(&self.callback_url)?
        } else {
            Callback::listen(&self.callback_url).await?
        };
        let plan = runtime.plan_scopes(&form.draft("")).await.map_err(|error| form.explain(error.into()))?;
        let begun = unless_interrupted(purpose.begin(runtime, callback.url())).await;
        let begun = begun.map_err(|failure| form.explain(failure))?;
        let mut interrupt = Interrupt::listen().await?;
        scopes::announce(printer, form, purpose.name(), &plan, callback.url());
        printer.line("Sign in here:");
        printer.line(&plain(&format!("  {}", begun.url)));
        if self.paste {
            printer.note("Then paste the address at which the browser ended:");
        } else if !self.no_browser {
            browser::open(&begun.url, printer);
        }
        let patience = Duration::from_secs(self.timeout);
        let signed_in = tokio::select! {
            signed_in = self.wait(context, runtime, &begun, &mut callback) => signed_in,
            () = tokio::time::sleep(patience) => Err(self.too_late()),
            () = interrupt.heard() => Err(Failure::Cancelled { uncertain: false }),
        };
        let _ = tokio::time::timeout(FAREWELL, callback.close()).await;
        let mut signed_in = signed_in?;
        loop {
            signed_in = match signed_in {
                SignedIn::Connected(record) => return Ok(*record),
                SignedIn::ChooseSite { sites, pending } => {
                    let chosen = self.choose_site(context, &sites).await?;
                    unless_interrupted(Box::pin(runtime.choose_site(&pending, &chosen))).await?
                }
                SignedIn::OtherAccount { error, pending } => {
                    if !prompt::is_possible() || self.paste {
                        return Err((*error).into());
                    }
                    if !prompt::agrees(printer, &format!("{error}. Is that meant?")).await? {
                        return Err((*error).into());
                    }
                    unless_interrupted(Box::pin(runtime.allow_other_account(&pending))).await?
                }
            };
        }
    }

    /// One of several sites, as the user says.
    async fn choose_site(&self, context: &Context, sites: &[Site]) -> Result<String, Failure> {
        let printer = &context.printer;
        if prompt::is_possible() && !self.paste {
            printer.line("The sign-in reaches several sites:");
            for (number, site) in sites.iter().enumerate() {
                printer.line(&plain(&format!("  {}. {} ({})", number + 1, site.name, site.url)));
            }
            let number = prompt::number(printer, "The site to connect", sites.len(), None).await?;
            return Ok(sites.get(number).map(|site| site.id.clone()).unwrap_or_default());
        }
        let names: Vec<String> = sites.iter().map(|site| format!("`{}`", site.url)).collect();
        Err(Failure::usage(
            format!("the sign-in reaches several sites: {}", names.join(", ")),
            "Begin again with `--site` and one of them",
        ))
    }

    fn too_late(&self) -> Failure {
        Failure::Stated {
            kind: ErrorKind::Unauthenticated,
            message: match self.timeout {
                1 => "the browser did not come back within 1 second".to_owned(),
                seconds => format!("the browser did not come back within {seconds} seconds"),
            },
            cause: None,
            hint: format!(
                "Where the service's page showed an error instead, check there that the client id is right and that the \
                 callback URL `{}` is registered; otherwise begin again: `--timeout` waits longer, and `--paste` is for a \
                 browser on another machine",
                self.callback_url
            ),
        }
    }

    /// Waits until the browser comes back from this sign-in; whoever comes from another one ends nothing.
    async fn wait(
        &self,
        context: &Context,
        runtime: &Runtime,
        begun: &SignIn,
        callback: &mut Callback,
    ) -> Result<SignedIn, Failure> {
        let mut warned = false;
        loop {
            let Arrival { query, browser } = callback.next().await?;
            if self.paste
                && let Some(why) = pasted::wrong(&query, &begun.url, callback.url())
            {
                context.printer.warn(why);
                continue;
            }
            let finished = match &self.site {
                Some(site) => Box::pin(runtime.finish_sign_in_at(&begun.pending, &query, site)).await,
                None => Box::pin(runtime.finish_sign_in(&begun.pending, &query)).await,
            };
            match finished {
                Err(Error::SignIn(SignInError::OtherAttempt)) if self.paste => {
                    context.printer.warn(
                        "this address belongs to another sign-in: open the one above, and paste where the browser ends then",
                    );
                }
                Err(Error::SignIn(SignInError::OtherAttempt)) => {
                    page::show(browser, Page::OtherAttempt);
                    // Any page can send a browser here, as often as it likes.
                    if !std::mem::replace(&mut warned, true) {
                        context.printer.warn("a browser came back from another sign-in; still waiting for this one");
                    }
                }
                Ok(signed_in) => {
                    page::show(browser, Page::Done);
                    return Ok(signed_in);
                }
                Err(error) => {
                    page::show(browser, Page::Failed);
                    return Err(error.into());
                }
            }
        }
    }
}
