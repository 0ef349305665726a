//! What every command works with.

use std::path::PathBuf;

use clap::Args;
use connector_runtime::{ConnectTo, Error, InstalledConnector, Runtime, Settings};

use crate::failure::Failure;
use crate::printer::Printer;

/// What every command works with.
pub(crate) struct Context {
    pub(crate) printer: Printer,
    pub(crate) home: PathBuf,
    pub(crate) connect_to: Vec<ConnectTo>,
}

impl Context {
    /// Opens the home folder.
    pub(crate) fn runtime(&self) -> Result<Runtime, Error> {
        Runtime::open(Settings::new(&self.home).connect_to(self.connect_to.iter().cloned()))
    }
}

/// Which connector; shared by commands.
#[derive(Args)]
pub(crate) struct ConnectorArgs {
    /// The connector; may be left out where one is installed
    #[arg(long, value_name = "NAME")]
    pub(crate) connector: Option<String>,
}

impl ConnectorArgs {
    /// The connector that is meant.
    pub(crate) fn find(&self, runtime: &Runtime) -> Result<InstalledConnector, Failure> {
        if let Some(name) = &self.connector {
            return Ok(runtime.connector(name)?);
        }
        let mut installed = runtime.connectors()?;
        match installed.len() {
            1 => Ok(installed.remove(0)),
            0 => Err(Failure::usage("no connector is installed", "`connector connectors add PATH` installs one")),
            _ => {
                let names: Vec<String> = installed.iter().map(|connector| format!("`{}`", connector.name)).collect();
                Err(Failure::usage(
                    "it is not said which connector is meant",
                    format!("Add `--connector` with one of {}", names.join(", ")),
                ))
            }
        }
    }
}

/// How data is printed; shared by commands.
#[derive(Args)]
pub(crate) struct OutputArgs {
    /// Print JSON, errors too
    #[arg(long)]
    pub(crate) json: bool,
}
