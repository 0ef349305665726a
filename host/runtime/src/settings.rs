use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::egress::{ClientCertificate, ConnectTo, NetworkSettings, Proxy, Resolve, RootCertificates, operator_header};
use crate::{Error, Limits};

/// How a runtime works.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) home: PathBuf,
    pub(crate) tenant: String,
    pub(crate) limits: Arc<Limits>,
    pub(crate) network: NetworkSettings,
}

impl Settings {
    /// Keeps everything in a folder of this runtime's own.
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self {
            home: home.into(),
            tenant: "default".to_owned(),
            limits: Arc::default(),
            network: NetworkSettings::default(),
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
}
