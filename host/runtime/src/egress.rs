//! The one way out. Everything that leaves goes through [`Egress::send`]: a canonical URL below the endpoint's base URL,
//! addresses that were looked at before they are connected to, the credential, redirects by rule, bounded sizes.

mod address;
mod base;
mod breaker;
mod budget;
mod client;
mod connect;
mod connect_to;
mod destinations;
mod disposition;
mod failure;
mod fetch;
mod headers;
mod incoming;
mod message;
mod multipart;
mod network;
mod outgoing;
mod pace;
mod proxy;
mod rate_limit;
mod redirect;
mod registry;
mod resolve;
mod retry;
mod send;
mod socket;
mod target;
mod throttle;
mod throttles;
mod timestamp;
mod tls;
mod uri;
mod validity;
mod window;

pub use connect_to::ConnectTo;
pub use destinations::{Destination, Destinations};
pub use proxy::Proxy;
pub use rate_limit::RateLimitState;
pub use resolve::{Resolve, Resolving};
pub use tls::{ClientCertificate, RootCertificates};

pub(crate) use base::{Endpoint, may_be_derived, resolve, unfillable_base, url_endpoint};
pub(crate) use budget::Budget;
pub(crate) use headers::operator_header;
pub(crate) use message::{
    Body, Failure, Part, PartValue, Receive, Request, Response, ResponseBody, Retry, Target, changes,
};
pub(crate) use network::{Network, NetworkSettings};
pub(crate) use pace::Owner;
pub(crate) use send::{Bounds, Egress, Sent};
pub(crate) use target::Located;
pub(crate) use validity::{Changes, Essence};
