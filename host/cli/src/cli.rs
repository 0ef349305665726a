//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{ArgAction, ColorChoice, Parser, Subcommand};
use connector_runtime::{ConnectTo, Settings};
use etcetera::BaseStrategy;

use crate::commands::{
    actions, completions, connections, connectors, egress, inspect, locations, options, run, runs, schema, validate,
    vault,
};
use crate::context::Context;
use crate::failure::Failure;
use crate::network::NetworkArgs;
use crate::printer::Printer;
use crate::{env, exit, logging, vault_key};

/// Installs connectors, keeps connections to services and performs actions on them
#[derive(Parser)]
#[command(name = "connector", version, after_help = format!("{}\n\n{}", env::help(), exit::HELP), max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    network: NetworkArgs,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Global options")]
struct Global {
    /// The folder that holds connectors, connections and the key
    #[arg(long, global = true, value_name = "DIR", env = env::HOME, hide_env_values = true)]
    home: Option<PathBuf>,
    #[arg(long, global = true, help = CONNECT_TO_HELP, value_name = "ORIGIN=ORIGIN")]
    connect_to: Vec<ConnectTo>,
    /// Log more: `-v` what connectors log, `-vv` each request too
    #[arg(short, long, global = true, action = ArgAction::Count, conflicts_with = "quiet")]
    verbose: u8,
    /// Print data and errors only
    #[arg(short, long, global = true)]
    quiet: bool,
    /// When to use colors
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
}

#[derive(Subcommand)]
enum Command {
    /// Perform an action on a connection
    Run(Box<run::Run>),
    /// List, show, resume, cancel and remove runs that were left waiting or were broken off
    #[command(subcommand)]
    Runs(runs::Runs),
    /// List the actions of a connector, or explain one
    Actions(actions::Actions),
    /// List the values that a field of an action's input may take
    Options(options::Options),
    /// Print the JSON Schemas of an action
    Schema(schema::Schema),
    /// Add, change, list, show, check, move and remove connections
    #[command(subcommand)]
    Connections(connections::Connections),
    /// Add, list and remove the projects and folders that connections are kept in
    #[command(subcommand)]
    Locations(locations::Locations),
    /// Show where the requests of connections go, for a firewall or a list of allowed addresses
    Egress(egress::Egress),
    /// Add, list and remove connectors
    #[command(subcommand)]
    Connectors(connectors::Connectors),
    /// Show what a connector is, asks for and can do
    Inspect(inspect::Inspect),
    /// Check that a component is a connector that can be installed
    Validate(validate::Validate),
    /// Look after the vault that seals the connections' secrets
    #[command(subcommand)]
    Vault(vault::Vault),
    /// Print what makes a shell complete commands, and the names of actions, connections and runs
    Completions(completions::Completions),
}

/// In words of its own: clap splits variables at one separator alone.
const CONNECT_TO_HELP: &str = "Send an origin elsewhere, such as \
    `https://acme.atlassian.net=http://127.0.0.1:8080`; for tests [env: CONNECTOR_CONNECT_TO]";

impl Command {
    async fn run(self, context: &Context) -> Result<(), Failure> {
        match self {
            Self::Run(command) => command.run(context).await,
            Self::Runs(command) => command.run(context).await,
            Self::Actions(command) => command.run(context).await,
            Self::Options(command) => command.run(context).await,
            Self::Schema(command) => command.run(context).await,
            Self::Connections(command) => command.run(context).await,
            Self::Locations(command) => command.run(context).await,
            Self::Egress(command) => command.run(context).await,
            Self::Connectors(command) => command.run(context).await,
            Self::Inspect(command) => command.run(context).await,
            Self::Validate(command) => command.run(context).await,
            Self::Vault(command) => command.run(context).await,
            Self::Completions(command) => command.run(context),
        }
    }

    /// Whether errors are printed as JSON.
    fn json(&self) -> bool {
        match self {
            Self::Run(command) => command.json.json,
            Self::Runs(command) => command.json(),
            Self::Actions(command) => command.output.json,
            Self::Options(command) => command.output.json,
            Self::Schema(command) => command.json.json,
            Self::Completions(_) => false,
            Self::Connections(command) => command.json(),
            Self::Locations(command) => command.json(),
            Self::Egress(command) => command.output.json,
            Self::Connectors(command) => command.json(),
            Self::Inspect(command) => command.output.json,
            Self::Validate(command) => command.output.json,
            Self::Vault(command) => command.json(),
        }
    }
}

impl Cli {
    /// Runs the command and prints its failure.
    pub(crate) fn run(self) -> ExitCode {
        let Self { command, global, network } = self;
        let printer = Printer::new(global.quiet, global.color);
        logging::start(global.verbose, global.quiet, printer.color());
        let json = command.json();
        let context = context(global, network, printer.clone());
        match context.and_then(|context| perform(command, &context)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                failure.print(&printer, json);
                ExitCode::from(exit::code(&failure))
            }
        }
    }
}

fn context(global: Global, network: NetworkArgs, printer: Printer) -> Result<Context, Failure> {
    let (_, settings) = settings_of_home(global.home)?;
    let connect_to = [global.connect_to, connect_to_of_environment()?].concat();
    Ok(Context { printer, settings: network.apply(settings.connect_to(connect_to))? })
}

/// The home folder, and where its vault's key comes from.
pub(crate) fn settings_of_home(home: Option<PathBuf>) -> Result<(PathBuf, Settings), Failure> {
    let home = match home.filter(|home| !home.as_os_str().is_empty()) {
        Some(home) => home,
        None => default_home()?,
    };
    let settings = Settings::new(&home);
    let settings = match vault_key::of_environment(&home)? {
        Some(source) => settings.vault_key(source),
        None => settings,
    };
    Ok((home, settings))
}

fn perform(command: Command, context: &Context) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("failed to start the asynchronous runtime")?;
    let result = runtime.block_on(command.run(context));
    // What was given up may still compile or wait for a prompt: nobody waits for it.
    runtime.shutdown_background();
    result
}

fn default_home() -> Result<PathBuf, Failure> {
    let folders = etcetera::base_strategy::choose_native_strategy().map_err(|_| {
        Failure::usage("this user has no home folder", format!("Choose a folder with `--home` or `{}`", env::HOME))
    })?;
    Ok(folders.data_dir().join("connector"))
}

fn connect_to_of_environment() -> Result<Vec<ConnectTo>, Failure> {
    let Ok(mappings) = std::env::var(env::CONNECT_TO) else { return Ok(Vec::new()) };
    let parse = |mapping: &str| {
        mapping.parse().map_err(|error| Failure::usage(error, format!("Correct or unset `{}`", env::CONNECT_TO)))
    };
    mappings.split([',', ' ']).filter(|mapping| !mapping.is_empty()).map(parse).collect()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn verify_cli() {
        Cli::command().debug_assert();
    }
}
