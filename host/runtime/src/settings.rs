use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use secrecy::SecretString;

use crate::Limits;
use crate::egress::ConnectTo;
use crate::vault::KeySource;

/// How a runtime works.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) home: PathBuf,
    pub(crate) tenant: String,
    pub(crate) limits: Arc<Limits>,
    pub(crate) connect_to: Arc<[ConnectTo]>,
    pub(crate) vault_key: Option<KeySource>,
    pub(crate) clients: Vec<OAuthClient>,
    pub(crate) clock: Clock,
}

/// An OAuth client that the operator registered at a service, so that users need not bring their own.
#[derive(Clone, Debug)]
pub struct OAuthClient {
    /// The connector.
    pub connector: String,
    /// Its auth type.
    pub auth_type: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret, where it has one.
    pub client_secret: Option<SecretString>,
}

impl Settings {
    /// Keeps everything in a folder of this runtime's own.
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self {
            home: home.into(),
            tenant: "default".to_owned(),
            limits: Arc::default(),
            connect_to: Arc::default(),
            vault_key: None,
            clients: Vec::new(),
            clock: Clock::default(),
        }
    }

    /// Works for this tenant, who sees nothing of others in the same folder.
    #[must_use]
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = tenant.into();
        self
    }

    /// Bounds what calls may use.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Arc::new(limits);
        self
    }

    /// Sends origins elsewhere; for tests.
    #[must_use]
    pub fn connect_to(mut self, mappings: impl IntoIterator<Item = ConnectTo>) -> Self {
        self.connect_to = mappings.into_iter().collect();
        self
    }

    /// Where the master key of the vault is kept; the file `vault.key` in the home folder where it is not said.
    #[must_use]
    pub fn vault_key(mut self, source: KeySource) -> Self {
        self.vault_key = Some(source);
        self
    }

    /// Signs in with this client where a connection brings none of its own.
    #[must_use]
    pub fn oauth_client(mut self, client: OAuthClient) -> Self {
        self.clients.push(client);
        self
    }

    /// Tells the time by another clock than the system's; for tests.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Clock(Some(Arc::new(now)));
        self
    }

    /// The operator's client for an auth type.
    pub(crate) fn client(&self, connector: &str, auth_type: &str) -> Option<&OAuthClient> {
        self.clients.iter().find(|client| client.connector == connector && client.auth_type == auth_type)
    }
}

/// Tells the time.
#[derive(Clone, Default)]
pub(crate) struct Clock(Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>);

impl Clock {
    /// Milliseconds since the Unix epoch.
    pub(crate) fn now(&self) -> i64 {
        let now = self.0.as_ref().map_or_else(SystemTime::now, |now| now());
        i64::try_from(now.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(if self.0.is_some() { "Clock(given)" } else { "Clock(system)" })
    }
}
