//! The special-purpose address registries of IANA (RFC 6890), with what this host makes of each block.
//!
//! <https://www.iana.org/assignments/iana-ipv4-special-registry> and
//! <https://www.iana.org/assignments/iana-ipv6-special-registry>, read in autumn 2026, and the metadata addresses of
//! clouds, which their vendors document and no registry holds.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What an address is, seen from a host that runs connectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of the public internet: what the registries call globally reachable.
    Public,
    /// Part of somebody's own network, or this machine.
    Private,
    /// Nothing that a service could have, or what hands out a machine's credentials.
    Never,
}

use Class::{Never, Private, Public};

/// Network, length of its prefix, class, source.
type Block<A> = (A, u32, Class, &'static str);

const fn v4(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
    Ipv4Addr::new(a, b, c, d)
}

const fn v6(segments: [u16; 8]) -> Ipv6Addr {
    Ipv6Addr::from_segments(segments)
}

/// The blocks of IPv4.
pub(super) const V4: &[Block<Ipv4Addr>] = &[
    (v4(0, 0, 0, 0), 8, Never, "RFC 791: this network"),
    (v4(0, 0, 0, 0), 32, Never, "RFC 1122: this host on this network"),
    (v4(10, 0, 0, 0), 8, Private, "RFC 1918: private use"),
    (v4(100, 64, 0, 0), 10, Private, "RFC 6598: shared address space"),
    (v4(100, 100, 100, 200), 32, Never, "metadata of Alibaba Cloud"),
    (v4(127, 0, 0, 0), 8, Private, "RFC 1122: loopback"),
    (v4(168, 63, 129, 16), 32, Never, "platform address of Azure"),
    (v4(169, 254, 0, 0), 16, Never, "RFC 3927: link local, and metadata of most clouds"),
    (v4(172, 16, 0, 0), 12, Private, "RFC 1918: private use"),
    (v4(192, 0, 0, 0), 24, Never, "RFC 6890: protocol assignments; 192.0.0.192 is metadata of Oracle Cloud"),
    (v4(192, 0, 0, 9), 32, Public, "RFC 7723: Port Control Protocol anycast"),
    (v4(192, 0, 0, 10), 32, Public, "RFC 8155: TURN anycast"),
    (v4(192, 0, 0, 170), 32, Never, "RFC 7050: NAT64 discovery"),
    (v4(192, 0, 0, 171), 32, Never, "RFC 7050: NAT64 discovery"),
    (v4(192, 0, 2, 0), 24, Never, "RFC 5737: documentation"),
    (v4(192, 31, 196, 0), 24, Public, "RFC 7535: AS112"),
    (v4(192, 52, 193, 0), 24, Public, "RFC 7450: AMT"),
    (v4(192, 88, 99, 0), 24, Never, "RFC 7526: deprecated 6to4 relay anycast"),
    (v4(192, 168, 0, 0), 16, Private, "RFC 1918: private use"),
    (v4(192, 175, 48, 0), 24, Public, "RFC 7534: direct delegation AS112"),
    (v4(198, 18, 0, 0), 15, Private, "RFC 2544: benchmarking, and what some tunnels answer names with"),
    (v4(198, 51, 100, 0), 24, Never, "RFC 5737: documentation"),
    (v4(203, 0, 113, 0), 24, Never, "RFC 5737: documentation"),
    (v4(224, 0, 0, 0), 4, Never, "RFC 5771: multicast"),
    (v4(240, 0, 0, 0), 4, Never, "RFC 1112: reserved"),
    (v4(255, 255, 255, 255), 32, Never, "RFC 8190: limited broadcast"),
];

/// The blocks of IPv6. What is mapped (`::ffff:0:0/96`, RFC 4291) or translated by the well-known prefix
/// (`64:ff9b::/96`, RFC 6052) is classified by the IPv4 address in it and so stands in no row.
pub(super) const V6: &[Block<Ipv6Addr>] = &[
    // Of the rest no unicast address has been assigned (RFC 4291 §2.4 and IANA's IPv6 address space).
    (v6([0; 8]), 0, Never, "not assigned"),
    (v6([0x2000, 0, 0, 0, 0, 0, 0, 0]), 3, Public, "RFC 4291: global unicast"),
    (v6([0; 8]), 96, Never, "RFC 4291: deprecated IPv4-compatible"),
    (v6([0; 8]), 128, Never, "RFC 4291: unspecified"),
    (v6([0, 0, 0, 0, 0, 0, 0, 1]), 128, Private, "RFC 4291: loopback"),
    (v6([0x64, 0xff9b, 1, 0, 0, 0, 0, 0]), 48, Never, "RFC 8215: NAT64 for local use"),
    (v6([0x100, 0, 0, 0, 0, 0, 0, 0]), 64, Never, "RFC 6666: discard only"),
    (v6([0x100, 0, 0, 1, 0, 0, 0, 0]), 64, Never, "RFC 9780: dummy prefix"),
    (v6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 23, Never, "RFC 2928: protocol assignments"),
    (v6([0x2001, 0, 0, 0, 0, 0, 0, 0]), 32, Never, "RFC 4380: Teredo"),
    (v6([0x2001, 1, 0, 0, 0, 0, 0, 1]), 128, Public, "RFC 7723: Port Control Protocol anycast"),
    (v6([0x2001, 1, 0, 0, 0, 0, 0, 2]), 128, Public, "RFC 8155: TURN anycast"),
    (v6([0x2001, 1, 0, 0, 0, 0, 0, 3]), 128, Public, "RFC 9665: DNS-SD SRP anycast"),
    (v6([0x2001, 2, 0, 0, 0, 0, 0, 0]), 48, Never, "RFC 5180: benchmarking"),
    (v6([0x2001, 3, 0, 0, 0, 0, 0, 0]), 32, Public, "RFC 7450: AMT"),
    (v6([0x2001, 4, 0x112, 0, 0, 0, 0, 0]), 48, Public, "RFC 7535: AS112"),
    (v6([0x2001, 0x10, 0, 0, 0, 0, 0, 0]), 28, Never, "RFC 4843: deprecated ORCHID"),
    (v6([0x2001, 0x20, 0, 0, 0, 0, 0, 0]), 28, Public, "RFC 7343: ORCHIDv2"),
    (v6([0x2001, 0x30, 0, 0, 0, 0, 0, 0]), 28, Public, "RFC 9374: drone remote id"),
    (v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0]), 32, Never, "RFC 3849: documentation"),
    (v6([0x2002, 0, 0, 0, 0, 0, 0, 0]), 16, Never, "RFC 3056: 6to4"),
    (v6([0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0]), 48, Public, "RFC 7534: direct delegation AS112"),
    (v6([0x3fff, 0, 0, 0, 0, 0, 0, 0]), 20, Never, "RFC 9637: documentation"),
    (v6([0x5f00, 0, 0, 0, 0, 0, 0, 0]), 16, Never, "RFC 9602: segment routing"),
    (v6([0xfc00, 0, 0, 0, 0, 0, 0, 0]), 7, Private, "RFC 4193: unique local"),
    (v6([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0]), 32, Never, "metadata and platform addresses of AWS"),
    (v6([0xfd20, 0xce, 0, 0, 0, 0, 0, 0]), 32, Never, "metadata of Google Cloud"),
    (v6([0xfe80, 0, 0, 0, 0, 0, 0, 0]), 10, Never, "RFC 4291: link local"),
    (v6([0xfec0, 0, 0, 0, 0, 0, 0, 0]), 10, Private, "RFC 3879: deprecated site local"),
    (v6([0xff00, 0, 0, 0, 0, 0, 0, 0]), 8, Never, "RFC 4291: multicast"),
];

/// The class of the longest block that holds an address of IPv4; what no block holds is public.
pub(super) fn class_v4(address: Ipv4Addr) -> Class {
    let holds = |(network, length, ..): &&Block<Ipv4Addr>| {
        (address.to_bits() ^ network.to_bits()).checked_shr(32 - length).is_none_or(|rest| rest == 0)
    };
    V4.iter().filter(holds).max_by_key(|(_, length, ..)| *length).map_or(Public, |(_, _, class, _)| *class)
}

/// The class of the longest block that holds an address of IPv6.
pub(super) fn class_v6(address: Ipv6Addr) -> Class {
    let holds = |(network, length, ..): &&Block<Ipv6Addr>| {
        (address.to_bits() ^ network.to_bits()).checked_shr(128 - length).is_none_or(|rest| rest == 0)
    };
    V6.iter().filter(holds).max_by_key(|(_, length, ..)| *length).map_or(Never, |(_, _, class, _)| *class)
}
