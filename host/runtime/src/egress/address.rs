use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Which addresses a host may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Addresses of the public internet alone.
    Public,
    /// Also private and loopback ones, since the user wrote the whole address.
    Chosen,
}

/// Whether an address may be connected to.
pub(crate) fn allows(reach: Reach, address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => allows_v4(reach, address),
        IpAddr::V6(address) => match embedded_v4(address) {
            Some(address) => allows_v4(reach, address),
            None => allows_v6(reach, address),
        },
    }
}

fn allows_v4(reach: Reach, address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let never = first == 0
        || address.is_link_local()
        || address.is_multicast()
        || first >= 240
        // Metadata services of clouds outside the link-local range.
        || address == Ipv4Addr::new(168, 63, 129, 16)
        || address == Ipv4Addr::new(100, 100, 100, 200)
        || address == Ipv4Addr::new(192, 0, 0, 192);
    let local = address.is_private()
        || address.is_loopback()
        || (first == 100 && (64..128).contains(&second))
        || (first, second, third) == (192, 0, 0)
        || address.is_documentation()
        || (first == 198 && (18..20).contains(&second));
    !never && (!local || reach == Reach::Chosen)
}

fn allows_v6(reach: Reach, address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let never = address.is_unspecified()
        || address.is_multicast()
        || address.is_unicast_link_local()
        || address == Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);
    let local = address.is_loopback()
        || address.is_unique_local()
        || segments[0] & 0xffc0 == 0xfec0
        || segments[0] & 0xe000 != 0x2000
        || segments[..2] == [0x2001, 0xdb8]
        || segments[..2] == [0x2001, 0];
    !never && (!local || reach == Reach::Chosen)
}

/// The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64 or 6to4.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = address.segments();
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            Some(v4(high, low))
        }
        [0, 0, 0, 0, 0, 0, high, low] => (high != 0).then(|| v4(high, low)),
        _ => None,
    }
}

/// Looks a host up once and looks at every address before any is connected to: one bad address refuses them all, so a
/// name cannot be rebound between the look and the connection.
pub(crate) struct VettedResolver {
    pub(crate) reach: Reach,
}

impl Resolve for VettedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.reach;
        Box::pin(async move {
            let addresses: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            if addresses.iter().any(|address| !allows(reach, address.ip())) {
                return Err(Box::<dyn std::error::Error + Send + Sync>::from(ForbiddenAddress));
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

impl VettedResolver {
    pub(crate) fn new(reach: Reach) -> Arc<Self> {
        Arc::new(Self { reach })
    }
}

/// A host has an address that may not be connected to.
#[derive(Debug, thiserror::Error)]
#[error("the host has an address that connectors may not reach")]
pub(crate) struct ForbiddenAddress;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_reach_is_the_public_internet() {
        for address in ["8.8.8.8", "104.192.142.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"] {
            assert!(allows(Reach::Public, address.parse().unwrap()), "{address}");
        }
        for address in [
            "127.0.0.1",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "::1",
            "fd00::1",
            "192.0.2.1",
            "198.18.0.1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::1",
            "::127.0.0.1",
            "2001:db8::1",
            "fec0::1",
            "4000::1",
            "2001::1",
        ] {
            assert!(!allows(Reach::Public, address.parse().unwrap()), "{address}");
            assert!(allows(Reach::Chosen, address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn metadata_and_unusable_addresses_are_never_reached() {
        for address in [
            "169.254.169.254",
            "168.63.129.16",
            "100.100.100.200",
            "192.0.0.192",
            "fd00:ec2::254",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "::",
            "fe80::1",
            "ff02::1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
        ] {
            assert!(!allows(Reach::Chosen, address.parse().unwrap()), "{address}");
            assert!(!allows(Reach::Public, address.parse().unwrap()), "{address}");
        }
    }
}
