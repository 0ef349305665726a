//! `connector`: installs connectors, keeps connections and performs actions on them.

mod arguments;
mod cli;
mod commands;
mod complete;
mod context;
mod env;
mod exit;
mod failure;
mod interrupt;
mod logging;
mod network;
mod printer;
mod prompt;
mod schema;
mod time;
mod vault_key;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

fn main() -> ExitCode {
    complete::answer_shell();
    match cli::Cli::try_parse() {
        Ok(cli) => cli.run(),
        Err(error) => exit::usage(&without_environment(error)),
    }
}

/// The same error of a command line alone: the usage that stands below it would show what the environment says as something
/// that has to be typed.
fn without_environment(error: clap::Error) -> clap::Error {
    if !error.use_stderr() {
        return error;
    }
    let command = cli::Cli::command().mut_args(|argument| argument.env(None::<&str>));
    command.try_get_matches().err().unwrap_or(error)
}
