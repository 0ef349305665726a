use std::net::IpAddr;
use std::sync::Arc;

use http::HeaderMap;

use super::resolve::{Resolve, SystemResolver};
use super::throttles::Throttles;
use super::tls::{ClientCertificate, RootCertificates, Tls};
use super::{ConnectTo, Proxy};
use crate::Limits;

/// What the operator of a runtime says about the network.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkSettings {
    pub(crate) connect_to: Arc<[ConnectTo]>,
    pub(crate) resolver: Option<Arc<dyn Resolve>>,
    pub(crate) roots: RootCertificates,
    pub(crate) client_certificate: Option<ClientCertificate>,
    pub(crate) proxy: Option<Proxy>,
    /// Sent with every request below a base URL; checked when they were set.
    pub(crate) headers: HeaderMap,
    pub(crate) local_address: Option<IpAddr>,
}

/// What all connections of a runtime share on their way out: the operator's settings, the trusted certificates, and what
/// services have said about their rate limits. Sockets and TLS sessions they do not share.
pub(crate) struct Network {
    pub(super) settings: NetworkSettings,
    pub(super) limits: Arc<Limits>,
    pub(super) resolver: Arc<dyn Resolve>,
    pub(super) tls: Tls,
    pub(super) throttles: Throttles,
}

impl Network {
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn new(settings: NetworkSettings, limits: Arc<Limits>) -> Self {
        let resolver = settings.resolver.clone().unwrap_or_else(|| Arc::new(SystemResolver));
        let tls = Tls::new(settings.roots.clone(), settings.client_certificate.clone());
        Self { tls, resolver, limits, throttles: Throttles::default(), settings }
    }
}
