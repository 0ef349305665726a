//! Arguments that several commands share.

use std::str::FromStr;

use clap::Args;
use connector_runtime::{InstalledConnector, Location, Runtime};

use crate::complete;
use crate::failure::Failure;

/// Which connector.
#[derive(Args, Default)]
pub(crate) struct ConnectorArgs {
    /// The connector; may be left out where one is installed
    #[arg(long, value_name = "NAME", add = complete::connectors())]
    connector: Option<String>,
}

/// Which connection.
#[derive(Args)]
pub(crate) struct ConnectionArgs {
    /// The connection; may be left out where there is one
    #[arg(short, long, value_name = "NAME", add = complete::connections())]
    connection: Option<String>,
}

/// How data is printed.
#[derive(Args)]
pub(crate) struct OutputArgs {
    /// Print JSON, errors too
    #[arg(long)]
    pub(crate) json: bool,
}

/// A key and what it is set to.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) key: String,
    pub(crate) value: String,
}

/// A project, or a folder in it.
#[derive(Clone, Debug)]
pub(crate) struct Place(pub(crate) Location);

impl ConnectorArgs {
    /// The connector of this name, where none is given.
    pub(crate) fn or(self, name: Option<String>) -> Self {
        Self { connector: self.connector.or(name) }
    }

    /// The connector that is meant.
    pub(crate) async fn find(&self, runtime: &Runtime) -> Result<InstalledConnector, Failure> {
        if let Some(name) = &self.connector {
            return Ok(runtime.connector(name).await?);
        }
        let mut installed = runtime.connectors().await?;
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

impl ConnectionArgs {
    /// Whether one is named.
    pub(crate) fn is_given(&self) -> bool {
        self.connection.is_some()
    }

    /// The connection of this name, or the only one.
    pub(crate) async fn name(self, runtime: &Runtime) -> Result<String, Failure> {
        if let Some(name) = self.connection {
            return Ok(name);
        }
        let mut connections = runtime.connections().await?;
        match connections.len() {
            1 => Ok(connections.remove(0).name),
            0 => Err(Failure::usage("there is no connection", "`connector connections add NAME` adds one")),
            _ => {
                let names: Vec<String> =
                    connections.iter().map(|connection| format!("`{}`", connection.name)).collect();
                Err(Failure::usage(
                    "it is not said which connection is meant",
                    format!("Add `--connection` with one of {}", names.join(", ")),
                ))
            }
        }
    }
}

impl FromStr for Pair {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some(("", _)) => Err("the key in front of `=` is missing"),
            Some((key, value)) => Ok(Self { key: key.to_owned(), value: value.to_owned() }),
            None => Err("there is no `=` in it"),
        }
    }
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Location::parse(text).map(Self).ok_or("it is no location such as `Project` or `Project/Folder`")
    }
}
