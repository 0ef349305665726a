//! What the tests of the runtime share: a simulated Confluence, a runtime with a home of its own, and a connection.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, reason = "each test file uses its part")]

pub mod authority;
pub mod case_server;
pub mod names;
pub mod stopping;
pub mod tunnel;
pub mod wire;

use std::path::{Path, PathBuf};

use confluence_simulator::{Consent, Options, Simulator};
use connector_runtime::{
    ConnectTo, Connection, ConnectionDraft, ConnectionRecord, Error, Limits, Runtime, Settings, SignedIn,
};
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

/// A runtime without a simulator, for tests that bring their own server.
pub struct Sandbox {
    pub runtime: Runtime,
    pub home: TempDir,
}

impl Sandbox {
    pub async fn new(component: &str, change: impl FnOnce(Settings) -> Settings) -> Self {
        let home = tempfile::tempdir().unwrap();
        let runtime = Runtime::open(change(Settings::new(home.path()))).await.unwrap();
        runtime.install(&self::component(component)).await.unwrap();
        Self { runtime, home }
    }

    /// A connection of the misbehaving connector to `https://acme.atlassian.net`.
    pub async fn connect(&self, name: &str, token: &str) -> Connection {
        self.runtime.add_connection(draft_with(name, "hostile", token), false).await.unwrap();
        self.runtime.connection(name).await.unwrap()
    }

    /// A connection of the Confluence connector to an address on premises.
    pub async fn connect_to(&self, name: &str, uri: &str) -> Connection {
        let mut draft = ConnectionDraft::new(name, "confluence")
            .auth_type("basic")
            .field("address", "uri")
            .field("uri", uri)
            .field("username", "user")
            .secret("password", "a long password");
        // What there is to find out is known, so that a server is asked what its test is about and nothing else.
        draft.derived =
            [("deployment", "data-center"), ("entry", "site")].map(|(name, value)| (name.into(), value.into())).into();
        self.runtime.add_connection(draft, false).await.unwrap();
        self.runtime.connection(name).await.unwrap()
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
    ConnectionDraft::new(name, connector)
        .auth_type("api-token")
        .field("subdomain", "acme")
        .field("email", "user@example.com")
        .secret("apiToken", token)
}

/// A callback URL that the simulator's clients have registered.
pub const CALLBACK: &str = "http://127.0.0.1:8765/callback";

/// A connection with the simulator's OAuth client.
pub fn oauth2(name: &str) -> ConnectionDraft {
    let options = Options::default();
    ConnectionDraft::new(name, "confluence")
        .auth_type("oauth2")
        .field("clientId", options.client_id)
        .secret("clientSecret", options.client_secret)
}

/// A connection with the simulated Data Center.
pub fn data_center(site: &Site, name: &str, auth_type: &str) -> ConnectionDraft {
    ConnectionDraft::new(name, "confluence")
        .auth_type(auth_type)
        .field("address", "uri")
        .field("uri", format!("{}/confluence", site.simulator.site_origin()))
}

/// Signs in as a user with a browser would.
pub async fn sign_in(site: &Site, draft: ConnectionDraft, consent: &Consent) -> Result<SignedIn, Error> {
    let begun = site.runtime.begin_sign_in(draft, CALLBACK).await?;
    let back = site.simulator.consent(&begun.url, consent).expect("the service sends the browser back");
    site.runtime.finish_sign_in(&begun.pending, &back).await
}

/// Signs in where there is no site to choose.
pub async fn connect(site: &Site, draft: ConnectionDraft, consent: &Consent) -> Result<ConnectionRecord, Error> {
    match sign_in(site, draft, consent).await? {
        SignedIn::Connected(record) => Ok(*record),
        SignedIn::OtherAccount { error, .. } => Err(*error),
        SignedIn::ChooseSite { sites, .. } => panic!("a site is to be chosen: {sites:?}"),
    }
}

/// Writes a file that only its owner may read.
pub fn write_private(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}
