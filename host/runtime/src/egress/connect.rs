use std::future::{Ready, ready};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tower_service::Service;
use url::Host;

use super::address::Reach;
use super::network::Network;
use super::proxy::{Kind, Proxy};
use super::resolve::{addresses, vetted};
use super::socket::Socket;

/// Where a client's connections lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Passage {
    /// To the origin of an endpoint.
    Own(Reach),
    /// To a host that an endpoint redirects to, with nothing of the connection or the operator.
    Elsewhere,
}

impl Passage {
    pub(super) fn reach(self) -> Reach {
        match self {
            Self::Own(reach) => reach,
            Self::Elsewhere => Reach::Public,
        }
    }
}

/// Opens the connections of one client: resolves once, looks at every address, goes to one of them, through the proxy
/// where there is one. Certificates are always those of the host in the URL, wherever the socket goes.
#[derive(Clone)]
pub(super) struct Connector(Arc<Route>);

struct Route {
    network: Arc<Network>,
    passage: Passage,
    tls: OnceLock<Result<Arc<ClientConfig>, rustls::Error>>,
}

impl Connector {
    pub(super) fn new(network: Arc<Network>, passage: Passage) -> Self {
        Self(Arc::new(Route { network, passage, tls: OnceLock::new() }))
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Socket>;
    type Error = ConnectFailure;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let route = Arc::clone(&self.0);
        Box::pin(async move {
            let limit = route.network.limits.connect;
            let opened = tokio::time::timeout(limit, route.open(&uri)).await;
            opened.unwrap_or(Err(ConnectFailure::TimedOut)).map(TokioIo::new)
        })
    }
}

impl Route {
    async fn open(&self, uri: &Uri) -> Result<Socket, ConnectFailure> {
        let encrypted = uri.scheme() == Some(&Scheme::HTTPS);
        let written = uri.host().ok_or(ConnectFailure::NoAddress)?;
        let host = Host::parse(written).map_err(|_| ConnectFailure::NoAddress)?;
        let port = uri.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
        let settings = &self.network.settings;
        let resolver = &*self.network.resolver;
        let mapped = settings.connect_to.iter().find_map(|mapping| mapping.instead_of(encrypted, &host, port));
        let (stream, encrypted) = if let Some(instead) = mapped {
            // The operator chose this address, and still not a metadata service.
            let found = vetted(resolver, Reach::Chosen, &instead.host).await?;
            (self.dial(found, instead.port).await?, instead.encrypted)
        } else if let Some(proxy) = settings.proxy.as_ref().filter(|proxy| proxy.serves(&host)) {
            (self.dial_through(proxy, &host, port).await?, encrypted)
        } else {
            let found = vetted(resolver, self.passage.reach(), &host).await?;
            (self.dial(found, port).await?, encrypted)
        };
        if !encrypted {
            return Ok(Socket::Clear(stream));
        }
        let config = self.tls.get_or_init(|| {
            let own = matches!(self.passage, Passage::Own(_));
            self.network.tls.config(own)
        });
        let config = config.clone().map_err(ConnectFailure::TlsSettings)?;
        let name = match host {
            // The dot of an absolute name is no part of it in certificates (RFC 6066 §3).
            Host::Domain(name) => ServerName::try_from(name.trim_end_matches('.').to_owned()),
            Host::Ipv4(address) => Ok(ServerName::from(IpAddr::from(address))),
            Host::Ipv6(address) => Ok(ServerName::from(IpAddr::from(address))),
        };
        let name = name.map_err(|_| ConnectFailure::NoAddress)?;
        let stream = TlsConnector::from(config).connect(name, stream).await.map_err(ConnectFailure::Tls)?;
        Ok(Socket::Encrypted(Box::new(stream)))
    }

    async fn dial(&self, found: Vec<IpAddr>, port: u16) -> Result<TcpStream, ConnectFailure> {
        let stream = self.dialler(found)?.call(authority(&Host::Domain("resolved".to_owned()), port)?).await;
        stream.map(TokioIo::into_inner).map_err(|error| ConnectFailure::Tcp(innermost(&error)))
    }

    /// What connects to one of these addresses, from the fixed source address where there is one.
    fn dialler(&self, mut found: Vec<IpAddr>) -> Result<HttpConnector<Resolved>, ConnectFailure> {
        let source = self.network.settings.local_address;
        if let Some(source) = source {
            found.retain(|address| address.is_ipv4() == source.is_ipv4());
            if found.is_empty() {
                return Err(ConnectFailure::OtherFamily);
            }
        }
        let mut dialler = HttpConnector::new_with_resolver(Resolved(found));
        dialler.enforce_http(false);
        dialler.set_nodelay(true);
        dialler.set_local_address(source);
        dialler.set_connect_timeout(Some(self.network.limits.connect));
        Ok(dialler)
    }

    async fn dial_through(&self, proxy: &Proxy, host: &Host<String>, port: u16) -> Result<TcpStream, ConnectFailure> {
        let resolver = &*self.network.resolver;
        let targets = if proxy.is_trusted() {
            vec![authority(host, port)?]
        } else {
            let found = vetted(resolver, self.passage.reach(), host).await?;
            let found = found.into_iter().take(MOST_TUNNELS);
            found.map(|address| authority(&literal(address), port)).collect::<Result<_, _>>()?
        };
        // The operator chose the proxy: its own address may be any.
        let dialler = self.dialler(addresses(resolver, proxy.host()).await?)?;
        let at = proxy.uri().ok_or(ConnectFailure::NoAddress)?;
        let mut failure = ConnectFailure::NoAddress;
        for target in targets {
            match tunnel(proxy, at.clone(), dialler.clone(), target).await {
                Ok(stream) => return Ok(stream),
                Err(message) => failure = ConnectFailure::Proxy(message),
            }
        }
        Err(failure)
    }
}

/// To how many addresses of one host a proxy is asked for a tunnel.
const MOST_TUNNELS: usize = 4;

async fn tunnel(proxy: &Proxy, at: Uri, dialler: HttpConnector<Resolved>, target: Uri) -> Result<TcpStream, String> {
    let stream = match proxy.kind() {
        Kind::Http => {
            let mut tunnel = Tunnel::new(at, dialler);
            if let Some(authorization) = proxy.authorization() {
                tunnel = tunnel.with_auth(authorization);
            }
            tunnel.call(target).await.map_err(|error| innermost(&error))
        }
        Kind::Socks5 => {
            let mut socks = SocksV5::new(at, dialler);
            if let Some((name, password)) = proxy.name_and_password() {
                socks = socks.with_auth(name.to_owned(), password.to_owned());
            }
            socks.call(target).await.map_err(|error| innermost(&error))
        }
    };
    stream.map(TokioIo::into_inner)
}

fn literal(address: IpAddr) -> Host<String> {
    match address {
        IpAddr::V4(address) => Host::Ipv4(address),
        IpAddr::V6(address) => Host::Ipv6(address),
    }
}

fn authority(host: &Host<String>, port: u16) -> Result<Uri, ConnectFailure> {
    format!("http://{host}:{port}").parse().map_err(|_| ConnectFailure::NoAddress)
}

/// Answers whatever name it is asked for with the addresses that were looked at.
#[derive(Clone)]
struct Resolved(Vec<IpAddr>);

impl Service<Name> for Resolved {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Name) -> Self::Future {
        let addresses: Vec<SocketAddr> = self.0.iter().map(|address| SocketAddr::new(*address, 0)).collect();
        ready(Ok(addresses.into_iter()))
    }
}

/// Why no connection could be opened. Nothing was sent to the service by then.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConnectFailure {
    #[error("the address may not be reached")]
    Forbidden,
    #[error("the name has no address")]
    NoAddress,
    #[error("the name cannot be resolved: {0}")]
    Resolve(io::Error),
    #[error("no address is of the family of the source address")]
    OtherFamily,
    #[error("{0}")]
    Tcp(String),
    #[error("the proxy opens no connection: {0}")]
    Proxy(String),
    #[error("TLS cannot be used: {0}; install the trusted root certificates of the operating system")]
    TlsSettings(rustls::Error),
    #[error("{0}")]
    Tls(io::Error),
    #[error("connecting took too long")]
    TimedOut,
}

/// What the last cause of an error says.
pub(super) fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    let mut current = error;
    while let Some(cause) = current.source() {
        current = cause;
    }
    current.to_string()
}
