use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use secrecy::SecretString;

use crate::egress::{ClientCertificate, ConnectTo, NetworkSettings, Proxy, Resolve, RootCertificates, operator_header};
use crate::vault::KeySource;
use crate::{Error, Limits};

/// How a runtime works.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) home: PathBuf,
    pub(crate) tenant: String,
    pub(crate) limits: Arc<Limits>,
    pub(crate) network: NetworkSettings,
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

impl OAuthClient {
    /// The client of an auth type of a connector; a public client has no secret.
    pub fn new(
        connector: impl Into<String>,
        auth_type: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: Option<SecretString>,
    ) -> Self {
        Self { connector: connector.into(), auth_type: auth_type.into(), client_id: client_id.into(), client_secret }
    }
}

impl Settings {
    /// Keeps everything in a folder of this runtime's own.
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self {
            home: home.into(),
            tenant: "default".to_owned(),
            limits: Arc::default(),
            network: NetworkSettings::default(),
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
        self.network.connect_to = mappings.into_iter().collect();
        self
    }

    /// Finds addresses with this resolver; with the operating system's otherwise.
    #[must_use]
    pub fn resolver(mut self, resolver: Arc<dyn Resolve>) -> Self {
        self.network.resolver = Some(resolver);
        self
    }

    /// Trusts these authorities beside those of the operating system.
    #[must_use]
    pub fn root_certificates(mut self, roots: RootCertificates) -> Self {
        self.network.roots = roots;
        self
    }

    /// Shows this certificate to services that ask for one.
    #[must_use]
    pub fn client_certificate(mut self, certificate: ClientCertificate) -> Self {
        self.network.client_certificate = Some(certificate);
        self
    }

    /// Sends everything through a proxy; those of the environment are never used.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.network.proxy = Some(proxy);
        self
    }

    /// Adds a header to every request below a base URL, such as one that a gateway of the operator's asks for. What a
    /// connector sets under its name is replaced. It is no place for secrets: a service that echoes it shows it to the
    /// connector.
    ///
    /// # Errors
    /// [`Error::Settings`] where it carries credentials or framing, or cannot be written as HTTP.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let (name, value) = operator_header(name, value)?;
        self.network.headers.insert(name, value);
        Ok(self)
    }

    /// Connects from this address, and only to addresses of its family.
    #[must_use]
    pub fn local_address(mut self, address: IpAddr) -> Self {
        self.network.local_address = Some(address);
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
