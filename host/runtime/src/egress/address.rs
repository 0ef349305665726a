use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::registry::{Class, class_v4, class_v6};

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
    match class(address) {
        Class::Public => true,
        Class::Private => reach == Reach::Chosen,
        Class::Never => false,
    }
}

/// Whether the host of a URL may be connected to, as far as it is written as an address; a name is looked at when it is
/// resolved.
pub(super) fn allows_host(reach: Reach, url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => allows(reach, address.into()),
        Some(Host::Ipv6(address)) => allows(reach, address.into()),
        Some(Host::Domain(_)) => true,
        None => false,
    }
}

fn class(address: IpAddr) -> Class {
    let address = match address {
        IpAddr::V4(address) => return class_v4(address),
        IpAddr::V6(address) => address,
    };
    if let Some(mapped) = address.to_ipv4_mapped() {
        return class_v4(mapped);
    }
    if let Some(translated) = translated(address) {
        // The well-known prefix must not stand for anything but public addresses (RFC 6052 §3.1).
        return if class_v4(translated) == Class::Public { Class::Public } else { Class::Never };
    }
    if is_isatap(address) { Class::Never } else { class_v6(address) }
}

/// The IPv4 address that a NAT64 gateway would go to (RFC 6052 §2.1).
fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
            let [.., a, b, c, d] = address.octets();
            Some(Ipv4Addr::new(a, b, c, d))
        }
        _ => None,
    }
}

/// Whether an interface identifier embeds an IPv4 address, whatever the prefix (RFC 5214 §6.1).
fn is_isatap(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    matches!(segments[4], 0 | 0x200) && segments[5] == 0x5efe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::registry::{V4, V6};
    use super::*;

    const METADATA: [&str; 9] = [
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
        "fe80::a9fe:a9fe",
    ];

    /// Every way in which IPv6 embeds an address of IPv4.
    fn embeddings(address: Ipv4Addr) -> Vec<(&'static str, Ipv6Addr)> {
        let bits = u128::from(address.to_bits());
        let [a, b, c, d] = address.octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        vec![
            ("mapped", Ipv6Addr::from_bits(0xffff << 32 | bits)),
            ("compatible", Ipv6Addr::from_bits(bits)),
            ("translated", Ipv6Addr::from_bits(0xffff << 48 | bits)),
            ("NAT64", Ipv6Addr::from_bits(0x64_ff9b << 96 | bits)),
            ("local NAT64", Ipv6Addr::from_bits(0x64_ff9b_0001 << 80 | bits)),
            ("local NAT64 of 48 bits", Ipv6Addr::new(0x64, 0xff9b, 1, high, low >> 8, low << 8, 0, 0)),
            ("6to4", Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1)),
            ("Teredo", Ipv6Addr::new(0x2001, 0, 0x4136, 0xe378, 0x8000, 0x63bf, !high, !low)),
            ("Teredo server", Ipv6Addr::new(0x2001, 0, high, low, 0x8000, 0x63bf, 0x3fff, 0xfdd2)),
            ("ISATAP", Ipv6Addr::new(0x2606, 0x4700, 0, 0, 0, 0x5efe, high, low)),
            ("global ISATAP", Ipv6Addr::new(0xfd12, 0, 0, 0, 0x200, 0x5efe, high, low)),
        ]
    }

    #[test]
    fn each_block_of_the_registries_is_classified_from_its_first_to_its_last_address() {
        for (network, length, expected, source) in V4 {
            let last = Ipv4Addr::from_bits(network.to_bits() | u32::MAX.checked_shr(*length).unwrap_or(0));
            for address in [*network, last] {
                // A narrower block decides about its own addresses.
                let narrower = V4.iter().any(|(other, longer, ..)| {
                    longer > length && (address.to_bits() ^ other.to_bits()).checked_shr(32 - longer) == Some(0)
                });
                if !narrower {
                    assert_eq!(class(address.into()), *expected, "{address}: {source}");
                }
            }
        }
        for (network, length, expected, source) in V6 {
            let last = Ipv6Addr::from_bits(network.to_bits() | u128::MAX.checked_shr(*length).unwrap_or(0));
            for address in [*network, last] {
                let narrower = V6.iter().any(|(other, longer, ..)| {
                    longer > length
                        && (address.to_bits() ^ other.to_bits()).checked_shr(128 - longer).is_none_or(|rest| rest == 0)
                });
                if !narrower {
                    assert_eq!(class(address.into()), *expected, "{address}: {source}");
                }
            }
        }
    }

    #[test]
    fn the_neighbours_of_a_block_are_not_part_of_it() {
        for (public, special) in [
            ("9.255.255.255", "10.0.0.0"),
            ("11.0.0.0", "10.255.255.255"),
            ("100.63.255.255", "100.64.0.0"),
            ("100.128.0.0", "100.127.255.255"),
            ("126.255.255.255", "127.0.0.0"),
            ("128.0.0.0", "127.255.255.255"),
            ("169.253.255.255", "169.254.0.0"),
            ("172.15.255.255", "172.16.0.0"),
            ("172.32.0.0", "172.31.255.255"),
            ("192.0.1.0", "192.0.0.255"),
            ("198.17.255.255", "198.18.0.0"),
            ("198.20.0.0", "198.19.255.255"),
            ("223.255.255.255", "224.0.0.0"),
            ("168.63.129.15", "168.63.129.16"),
            ("2001:200::", "2001:1ff:ffff::"),
            ("2001:db7:ffff::", "2001:db8::"),
            ("2003::", "2002:ffff::"),
            ("3ffe:ffff::", "3fff::"),
            ("3fff:1000::", "3fff:fff::"),
            ("2000::", "1fff:ffff::"),
            ("2606:4700::1111", "4000::"),
        ] {
            assert_eq!(class(public.parse().unwrap()), Class::Public, "{public}");
            assert_ne!(class(special.parse().unwrap()), Class::Public, "{special}");
        }
    }

    #[test]
    fn an_address_of_ones_own_may_be_private_and_nothing_worse() {
        for private in ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd12::1", "fec0::1"]
        {
            let address = private.parse().unwrap();
            assert!(allows(Reach::Chosen, address) && !allows(Reach::Public, address), "{private}");
        }
        for never in ["0.0.0.0", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::", "fe80::1", "ff02::1", "2001:db8::1"]
        {
            let address = never.parse().unwrap();
            assert!(!allows(Reach::Chosen, address) && !allows(Reach::Public, address), "{never}");
        }
    }

    #[test]
    fn metadata_addresses_are_never_reached_in_any_form() {
        for text in METADATA {
            let address: IpAddr = text.parse().unwrap();
            assert!(!allows(Reach::Chosen, address), "{text}");
            if let IpAddr::V4(address) = address {
                for (form, embedding) in embeddings(address) {
                    assert!(!allows(Reach::Chosen, embedding.into()), "{text} as {form}: {embedding}");
                }
            }
        }
    }

    #[test]
    fn a_host_is_looked_at_however_it_is_spelt() {
        for host in [
            "127.0.0.1",
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0x7F.0.0.1",
            "0177.0.0.1",
            "127.1",
            "127.0.1",
            "127.0.0.1.",
            "127.0.0.01",
            "%31%32%37.0.0.1",
            "１２７.０.０.１",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "[::ffff:127.0.0.1]",
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "169.254.169.254",
            "2852039166",
            "0xa9fea9fe",
            "0251.0376.0251.0376",
            "169.254.43518",
            "[::ffff:a9fe:a9fe]",
        ] {
            let url = Url::parse(&format!("https://{host}/")).unwrap_or_else(|error| panic!("{host}: {error}"));
            assert!(!allows_host(Reach::Public, &url), "{host} is {:?}", url.host());
        }
        for host in ["256.0.0.1", "1.2.3.4.5", "0x100000000", "[::1", "[::1%25eth0]", "127.0.0.1 ", ""] {
            assert!(Url::parse(&format!("https://{host}/")).is_err(), "{host}");
        }
    }

    proptest! {
        #[test]
        fn what_embeds_an_address_is_never_more_than_that_address(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            for (form, embedding) in embeddings(address) {
                for reach in [Reach::Public, Reach::Chosen] {
                    prop_assert!(
                        !allows(reach, embedding.into()) || allows(reach, address.into()),
                        "{} as {}: {}", address, form, embedding
                    );
                }
            }
            // Mapped is the address itself.
            prop_assert_eq!(class(address.to_ipv6_mapped().into()), class(address.into()));
        }

        #[test]
        fn only_global_unicast_is_public(bits: u128) {
            let address = Ipv6Addr::from_bits(bits);
            if class(address.into()) == Class::Public && translated(address).is_none() && address.to_ipv4_mapped().is_none() {
                prop_assert_eq!(address.segments()[0] & 0xe000, 0x2000);
            }
        }
    }
}
