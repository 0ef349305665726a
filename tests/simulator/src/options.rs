//! What a simulated site looks like when it starts.

use std::net::{Ipv4Addr, SocketAddr};

/// Describes the site to simulate: its name, its one user, its content and its listeners.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site's name: `acme` stands for `https://acme.atlassian.net`.
    pub site: String,
    /// The e-mail address of the one user; half of the Basic credentials.
    pub email: String,
    /// The user's API token; the only secret that the Cloud routes accept.
    pub api_token: String,
    /// The user's account password: refused by Cloud with its own text, accepted by Data Center.
    pub password: String,
    /// How many pages stand below the homepage of the space `DOCS`.
    pub pages: u32,
    /// The approximate size of each such page's storage body, in bytes.
    pub page_bytes: usize,
    /// Where the site listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the media origin listens; port 0 takes a free one.
    pub media_listen: SocketAddr,
}

impl Default for Options {
    fn default() -> Self {
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            site: "acme".to_owned(),
            email: "user@example.com".to_owned(),
            api_token: "simulator-api-token".to_owned(),
            password: "simulator-password".to_owned(),
            pages: 3,
            page_bytes: 2000,
            listen: loopback,
            media_listen: loopback,
        }
    }
}
