use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Serialize;

use super::RateLimitState;
use super::address::Reach;
use crate::Connection;

/// Where the requests of a connection go, for firewalls and lists of allowed addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Destinations {
    /// The origins, endpoint by endpoint.
    pub origins: Vec<Destination>,
    /// The address that requests come from, where the operator fixed one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_address: Option<IpAddr>,
    /// The proxy that requests go through, without its credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<String>,
}

/// One origin that requests go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Destination {
    /// The endpoint's name in the manifest.
    pub endpoint: String,
    /// Scheme, host and port, the port only where it is not the scheme's own; `*.` stands for any host below.
    pub origin: String,
    /// Whether the service redirects there, and the credential is not sent along.
    pub by_redirect: bool,
    /// Whether it may have private addresses.
    pub may_be_private: bool,
}

impl Connection {
    /// Where the requests of this connection go.
    pub fn destinations(&self) -> Destinations {
        let mut origins = Vec::new();
        for endpoint in &self.session.endpoints {
            origins.push(Destination {
                endpoint: endpoint.name.clone(),
                origin: endpoint.base.origin().ascii_serialization(),
                by_redirect: false,
                may_be_private: endpoint.reach == Reach::Chosen,
            });
            origins.extend(endpoint.redirect_hosts.iter().map(|host| Destination {
                endpoint: endpoint.name.clone(),
                origin: format!("https://{host}"),
                by_redirect: true,
                may_be_private: false,
            }));
        }
        // The page that a user signs in at is the browser's destination, not this machine's.
        origins.extend(self.session.egress.authorization().token_origin().map(|origin| Destination {
            endpoint: "token".to_owned(),
            origin,
            by_redirect: false,
            may_be_private: false,
        }));
        let settings = self.session.egress.settings();
        Destinations {
            origins,
            source_address: settings.local_address,
            proxy: settings.proxy.as_ref().map(ToString::to_string),
        }
    }

    /// What the service last said about its rate limits, by the name of the endpoint. All handles of a connection that
    /// one runtime has opened see the same.
    pub fn rate_limits(&self) -> BTreeMap<String, RateLimitState> {
        let endpoints = self.session.endpoints.iter();
        endpoints
            .filter_map(|endpoint| Some((endpoint.name.clone(), self.session.egress.rate_limit(endpoint)?)))
            .collect()
    }
}
