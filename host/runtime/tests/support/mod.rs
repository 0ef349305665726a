//! What the tests of the runtime share: a simulated Confluence, a runtime with a home of its own, and a connection.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, reason = "each test file uses its part")]

pub mod authority;
pub mod case_server;
pub mod names;
pub mod tunnel;
pub mod wire;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use confluence_simulator::{Options, Simulator};
use connector_runtime::{ConnectTo, Connection, ConnectionDraft, Limits, Runtime, SecretString, Settings};
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
    pub fn new() -> Self {
        Self::with(Options::default(), Limits::default())
    }

    pub fn with(options: Options, limits: Limits) -> Self {
        let simulator = Simulator::start(options).unwrap();
        let home = tempfile::tempdir().unwrap();
        let runtime = Runtime::open(settings(&simulator, home.path()).limits(limits)).unwrap();
        Self { simulator, runtime, home }
    }

    /// Installs a component and connects it with the simulator's token.
    pub async fn connect(&self, file: &str) -> Connection {
        let connector = self.runtime.install(&component(file)).await.unwrap();
        self.runtime.add_connection(draft("acme", &connector.name), false).await.unwrap();
        self.simulator.clear_requests();
        self.runtime.connection("acme").unwrap()
    }
}

/// A runtime without a simulator, for tests that bring their own server.
pub struct Sandbox {
    pub runtime: Runtime,
    pub home: TempDir,
}

impl Sandbox {
    pub async fn new(component: &str, change: impl FnOnce(Settings) -> Settings) -> Self {
        let home = tempfile::tempdir().unwrap();
        let runtime = Runtime::open(change(Settings::new(home.path()))).unwrap();
        runtime.install(&self::component(component)).await.unwrap();
        Self { runtime, home }
    }

    /// A connection of the misbehaving connector to `https://acme.atlassian.net`.
    pub async fn connect(&self, name: &str, token: &str) -> Connection {
        self.runtime.add_connection(draft_with(name, "hostile", token), false).await.unwrap();
        self.runtime.connection(name).unwrap()
    }

    /// A connection of the Confluence connector to an address on premises.
    pub async fn connect_to(&self, name: &str, uri: &str) -> Connection {
        let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let draft = ConnectionDraft {
            name: name.to_owned(),
            connector: "confluence".to_owned(),
            auth_type: Some("basic".to_owned()),
            fields: [text("address", "uri"), text("uri", uri), text("username", "user")].into(),
            secrets: [("password".to_owned(), SecretString::from("a long password"))].into(),
        };
        self.runtime.add_connection(draft, false).await.unwrap();
        self.runtime.connection(name).unwrap()
    }
}

/// What an action returns, or all that its failure says.
pub async fn outcome(connection: &Connection, action: &str, input: serde_json::Value) -> Result<String, String> {
    match connection.action(action).unwrap().input(input).await {
        Ok(output) => Ok(output.value.to_string()),
        Err(error) => Err(format!("{error:?}")),
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
    let text = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    ConnectionDraft {
        name: name.to_owned(),
        connector: connector.to_owned(),
        auth_type: Some("api-token".to_owned()),
        fields: BTreeMap::from([text("subdomain", "acme"), text("email", "user@example.com")]),
        secrets: BTreeMap::from([("apiToken".to_owned(), SecretString::from(token))]),
    }
}
