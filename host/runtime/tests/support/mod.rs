//! What the tests of the runtime share: a simulated Confluence, a runtime with a home of its own, and a connection.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, reason = "each test file uses its part")]

pub mod case_server;

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
