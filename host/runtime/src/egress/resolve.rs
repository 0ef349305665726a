use std::fmt;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;

use url::Host;

use super::address::{self, Reach};
use super::connect::ConnectFailure;

/// The addresses of a host, once they are known.
pub type Resolving = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Finds the addresses of hosts.
///
/// The runtime asks once for each connection that it opens, looks at every answer, and connects to none of them unless
/// all may be reached. Hosts that are written as addresses are not asked for.
pub trait Resolve: fmt::Debug + Send + Sync {
    /// Finds the addresses of a host, in the order in which they are to be tried.
    ///
    /// # Errors
    /// Where the host is not known, or nobody could be asked.
    fn resolve(&self, host: String) -> Resolving;
}

/// The resolver of the operating system.
#[derive(Debug)]
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, host: String) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// More addresses than any host has; what a resolver answers beyond is nonsense.
const MOST_ADDRESSES: usize = 256;

/// The addresses of a host, none of them looked at.
pub(super) async fn addresses(resolver: &dyn Resolve, host: &Host<String>) -> Result<Vec<IpAddr>, ConnectFailure> {
    let name = match host {
        Host::Ipv4(address) => return Ok(vec![(*address).into()]),
        Host::Ipv6(address) => return Ok(vec![(*address).into()]),
        Host::Domain(name) => name,
    };
    let found = resolver.resolve(name.clone()).await.map_err(ConnectFailure::Resolve)?;
    if found.is_empty() || found.len() > MOST_ADDRESSES {
        return Err(ConnectFailure::NoAddress);
    }
    Ok(found)
}

/// The addresses of a host, every one of which may be connected to: one bad address refuses them all, so a name cannot
/// be rebound between the look and the connection.
pub(super) async fn vetted(
    resolver: &dyn Resolve,
    reach: Reach,
    host: &Host<String>,
) -> Result<Vec<IpAddr>, ConnectFailure> {
    let found = addresses(resolver, host).await?;
    if found.iter().all(|found| address::allows(reach, *found)) { Ok(found) } else { Err(ConnectFailure::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers every name with the same addresses.
    #[derive(Debug)]
    struct Fixed(&'static [&'static str]);

    impl Resolve for Fixed {
        fn resolve(&self, _: String) -> Resolving {
            let addresses = self.0.iter().map(|address| address.parse().unwrap()).collect();
            Box::pin(async { Ok(addresses) })
        }
    }

    async fn look_up(addresses: &'static [&'static str]) -> Result<Vec<IpAddr>, ConnectFailure> {
        vetted(&Fixed(addresses), Reach::Public, &Host::Domain("h.example".to_owned())).await
    }

    #[tokio::test]
    async fn one_bad_address_refuses_them_all() {
        assert_eq!(look_up(&["1.1.1.1", "2606:4700::1111"]).await.unwrap().len(), 2);
        for mixed in [
            &["1.1.1.1", "127.0.0.1"][..],
            &["10.0.0.1", "1.1.1.1"],
            &["1.1.1.1", "2606:4700::1111", "::ffff:169.254.169.254"],
        ] {
            assert!(matches!(look_up(mixed).await, Err(ConnectFailure::Forbidden)), "{mixed:?}");
        }
        assert!(matches!(look_up(&[]).await, Err(ConnectFailure::NoAddress)));
    }

    #[tokio::test]
    async fn a_written_address_is_not_asked_for_and_looked_at_all_the_same() {
        let loopback = Host::Ipv4([127, 0, 0, 1].into());
        assert!(matches!(vetted(&Fixed(&["1.1.1.1"]), Reach::Public, &loopback).await, Err(ConnectFailure::Forbidden)));
        let own = vetted(&Fixed(&["1.1.1.1"]), Reach::Chosen, &loopback).await.unwrap();
        assert_eq!(own, [IpAddr::from([127, 0, 0, 1])]);
    }
}
