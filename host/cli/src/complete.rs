//! What a shell completes: names that only the home folder knows.

use std::ffi::OsStr;

use clap::CommandFactory;
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use connector_runtime::{Error, Runtime};

use crate::cli::{Cli, settings_of_home};
use crate::env;
use crate::failure::is_plain_word;

/// The variable by which a shell asks.
pub(crate) const VARIABLE: &str = "COMPLETE";

/// Answers a shell that asks what may come next, and ends; otherwise does nothing.
pub(crate) fn answer_shell() {
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).complete();
}

/// The actions of all installed connectors.
pub(crate) fn actions() -> ArgValueCompleter {
    completer(async |runtime| {
        let connectors = runtime.connectors().await?;
        let actions = connectors.iter().flat_map(|connector| &connector.manifest.actions);
        Ok(actions.map(|action| (action.name.clone(), action.title.clone())).collect())
    })
}

/// The connections.
pub(crate) fn connections() -> ArgValueCompleter {
    completer(async |runtime| {
        let connections = runtime.connections().await?;
        Ok(connections.into_iter().map(|connection| (connection.name, connection.connector)).collect())
    })
}

/// The installed connectors.
pub(crate) fn connectors() -> ArgValueCompleter {
    completer(async |runtime| {
        let connectors = runtime.connectors().await?;
        Ok(connectors.into_iter().map(|connector| (connector.name, connector.title)).collect())
    })
}

/// The kept runs.
pub(crate) fn runs() -> ArgValueCompleter {
    completer(async |runtime| {
        let runs = runtime.runs().await?;
        Ok(runs.into_iter().map(|run| (run.id, format!("{}, {}", run.action, run.state.as_str()))).collect())
    })
}

/// Names and what they are, of the home folder that the environment says. Where something is wrong, there are none: a
/// shell that completes is no place for errors.
fn completer(
    names: impl AsyncFn(Runtime) -> Result<Vec<(String, String)>, Error> + Send + Sync + 'static,
) -> ArgValueCompleter {
    ArgValueCompleter::new(move |current: &OsStr| {
        let found = open().and_then(|(executor, runtime)| executor.block_on(names(runtime)).ok());
        let begun = current.to_string_lossy();
        // A shell puts the name into the line as it is, so one that says more there than itself is not offered.
        let fitting = found.unwrap_or_default().into_iter().filter(|(name, _)| is_plain_word(name));
        let fitting = fitting.filter(|(name, _)| name.starts_with(&*begun));
        fitting.map(|(name, help)| CompletionCandidate::new(name).help(Some(help.into()))).collect::<Vec<_>>()
    })
}

fn open() -> Option<(tokio::runtime::Runtime, Runtime)> {
    let (home, settings) = settings_of_home(std::env::var_os(env::HOME).map(Into::into)).ok()?;
    // Completing makes no home folder.
    if !home.join("connector.db").is_file() {
        return None;
    }
    let executor = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let runtime = executor.block_on(Runtime::open(settings)).ok()?;
    Some((executor, runtime))
}
