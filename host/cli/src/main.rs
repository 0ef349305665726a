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

use clap::Parser;

fn main() -> ExitCode {
    complete::answer_shell();
    match cli::Cli::try_parse() {
        Ok(cli) => cli.run(),
        Err(error) => exit::usage(&error),
    }
}
