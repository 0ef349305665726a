//! What the tests of the runtime share: a simulated Confluence, a runtime with a home of its own, and a connection.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, reason = "each test file uses its part")]

pub mod case_server;

use std::path::{Path, PathBuf};

use confluence_simulator::{Options, Simulator};
use connector_runtime::{ConnectTo, Connection, ConnectionDraft, Limits, Runtime, Settings};
use tempfile::TempDir;

/// A component that `make` has built.
pub fn component(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
    let path = target.join(name);
    assert!(path.exists(), "{} is missing: run `make component guests` first", path.display());
    path
}

/// A simulator, a runtime that reaches it, and the folder that both go with.
pub struct Site {
    pub simulator: Simulator,
    pub runtime: Runtime,
    pub home: TempDir,
}

impl Site {
    pub async fn new() -> Self {
        Self::with(Options::default(), Limits::default()).await
    }

    pub async fn with(options: Options, limits: Limits) -> Self {
        let simulator = Simulator::start(options).unwrap();
        let home = tempfile::tempdir().unwrap();
        let runtime = Runtime::open(settings(&simulator, home.path()).limits(limits)).await.unwrap();
        Self { simulator, runtime, home }
    }

    /// Installs a component and connects it with the simulator's token.
    pub async fn connect(&self, file: &str) -> Connection {
        let connector = self.runtime.install(&component(file)).await.unwrap();
        self.runtime.add_connection(draft("acme", &connector.name), false).await.unwrap();
        let connection = self.runtime.connection("acme").await.unwrap();
        self.simulator.clear_requests();
        connection
    }
}

pub fn settings(simulator: &Simulator, home: &Path) -> Settings {
    let mappings: Vec<ConnectTo> = simulator.connect_to().iter().map(|mapping| mapping.parse().unwrap()).collect();
    Settings::new(home).connect_to(mappings)
}

/// A connection with the simulator's own token.
pub fn draft(name: &str, connector: &str) -> ConnectionDraft {
    draft_with(name, connector, &Options::default().api_token)
}

pub fn draft_with(name: &str, connector: &str, token: &str) -> ConnectionDraft {
    ConnectionDraft::new(name, connector)
        .auth_type("api-token")
        .field("subdomain", "acme")
        .field("email", "user@example.com")
        .secret("apiToken", token)
}
