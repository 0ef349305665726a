use std::path::Path;

use anyhow::Result;
use confluence_simulator::{Options, Simulator};
use connector_runtime::{ConnectTo, Connection, ConnectionDraft, Runtime, Settings};
use tempfile::TempDir;

/// A simulated site of pages of 2 kB, and a runtime that is connected to it.
pub(crate) struct Site {
    pub(crate) simulator: Simulator,
    pub(crate) runtime: Runtime,
    pub(crate) connection: Connection,
    pub(crate) home: TempDir,
}

/// A page that is there from the start.
pub(crate) const PAGE: &str = "131075";

impl Site {
    /// A site of so many pages.
    pub(crate) async fn of(component: &Path, pages: u32) -> Result<Self> {
        let simulator = Simulator::start(Options { pages, page_bytes: 2_000, ..Options::default() })?;
        let home = tempfile::tempdir()?;
        let mappings = mappings(&simulator)?;
        let runtime = Runtime::open(Settings::new(home.path()).connect_to(mappings)).await?;
        let connector = runtime.install(component).await?;
        let connection = connect(&runtime, &connector.name, "bench").await?;
        Ok(Self { simulator, runtime, connection, home })
    }

    /// One more connection to the same site.
    pub(crate) async fn connect(&self, name: &str) -> Result<Connection> {
        connect(&self.runtime, &self.connection.record().connector, name).await
    }
}

async fn connect(runtime: &Runtime, connector: &str, name: &str) -> Result<Connection> {
    let options = Options::default();
    let draft = ConnectionDraft::new(name, connector)
        .field("subdomain", "acme")
        .field("email", options.email)
        .secret("apiToken", options.api_token);
    runtime.add_connection(draft, true).await?;
    Ok(runtime.connection(name).await?)
}

fn mappings(simulator: &Simulator) -> Result<Vec<ConnectTo>> {
    Ok(simulator.connect_to().iter().map(|mapping| mapping.parse()).collect::<Result<_, _>>()?)
}
