//! Fills a connection's form in: from arguments, from files, and from the terminal.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal};
use std::time::Duration;

use anyhow::Context as _;
use connector_runtime::manifest::Field;
use connector_runtime::{InstalledConnector, SecretString};

use crate::arguments::Pair;
use crate::failure::Failure;
use crate::printer::Printer;

/// How long a prompt may take to give the terminal back.
const RESTORING: Duration = Duration::from_millis(300);

/// The form of a connection and what was entered. The library judges it.
pub(super) struct Form<'a> {
    asked: Vec<&'a Field>,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) secrets: BTreeMap<String, SecretString>,
}

impl<'a> Form<'a> {
    /// The form of an auth type, by default of the first.
    pub(super) fn of(connector: &'a InstalledConnector, auth: Option<&str>) -> Self {
        let manifest = &connector.manifest;
        let auth_type = match auth {
            Some(name) => manifest.auth_type(name),
            None => manifest.auth_types.first(),
        };
        // Nothing is asked for an auth type that does not exist.
        let asked = auth_type.into_iter().flat_map(|auth_type| manifest.fields.iter().chain(&auth_type.fields));
        Self { asked: asked.collect(), fields: BTreeMap::new(), secrets: BTreeMap::new() }
    }

    /// Enters what the arguments say.
    pub(super) fn fill(&mut self, set: Vec<Pair>, files: Vec<Pair>) -> Result<(), Failure> {
        if files.iter().filter(|file| file.value == "-").count() > 1 {
            return Err(Failure::usage(
                "two secrets cannot both come from standard input",
                "Give one of them as a file, or both at the prompts",
            ));
        }
        self.fields.extend(set.into_iter().map(|setting| (setting.key, setting.value)));
        for file in files {
            let mut text = match file.value.as_str() {
                "-" => io::read_to_string(io::stdin()).context("failed to read standard input")?,
                path => fs::read_to_string(path).with_context(|| format!("failed to read `{path}`"))?,
            };
            if text.ends_with('\n') {
                text.pop();
                if text.ends_with('\r') {
                    text.pop();
                }
            }
            self.secrets.insert(file.key, text.into());
        }
        Ok(())
    }

    /// Asks for what is needed and missing, where there is a terminal to ask on.
    pub(super) async fn ask(&mut self, printer: &Printer) -> Result<(), Failure> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Ok(());
        }
        let mut known = self.fields.clone();
        for &field in &self.asked {
            if !field.is_shown(&known) {
                continue;
            }
            if let Some(default) = &field.default {
                known.entry(field.name.clone()).or_insert_with(|| default.clone());
            }
            if !field.required || known.contains_key(&field.name) || self.secrets.contains_key(&field.name) {
                continue;
            }
            if let Some(hint) = &field.hint {
                printer.line(&crate::printer::plain(&format!("  {hint}")));
            }
            printer.ask(&format!("{}: ", field.label));
            let secret = field.kind.is_secret();
            let answer = interruptible(move || if secret { rpassword::read_password() } else { line() });
            let answer = answer.await.inspect_err(|_| printer.line(""))?;
            if secret {
                self.secrets.insert(field.name.clone(), answer.into());
            } else {
                known.insert(field.name.clone(), answer.clone());
                self.fields.insert(field.name.clone(), answer);
            }
        }
        Ok(())
    }
}

/// Waits for an answer or for Ctrl-C.
async fn interruptible(ask: impl FnOnce() -> io::Result<String> + Send + 'static) -> Result<String, Failure> {
    let cancelled = || Failure::Cancelled { uncertain: false };
    let mut answer = tokio::task::spawn_blocking(ask);
    tokio::select! {
        answer = &mut answer => match answer {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if error.kind() == io::ErrorKind::Interrupted => Err(cancelled()),
            Ok(Err(error)) => Err(anyhow::Error::new(error).context("failed to read the answer").into()),
            Err(_) => Err(cancelled()),
        },
        _ = tokio::signal::ctrl_c() => {
            // A prompt without echo sees Ctrl-C too, and gives the terminal back.
            let _ = tokio::time::timeout(RESTORING, answer).await;
            Err(cancelled())
        }
    }
}

/// Reads a line that everybody may see; the end of the input gives up.
fn line() -> io::Result<String> {
    let mut answer = String::new();
    if io::stdin().read_line(&mut answer)? == 0 {
        return Err(io::ErrorKind::Interrupted.into());
    }
    Ok(answer.trim().to_owned())
}
