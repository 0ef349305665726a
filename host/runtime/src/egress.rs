//! The one way out. Everything that leaves goes through [`Egress::send`]: a canonical URL below the endpoint's base URL,
//! addresses that were looked at before they are connected to, the credential, redirects by rule, bounded sizes.

mod address;
mod base;
mod body;
mod client;
mod connect_to;
mod headers;
mod message;
mod redirect;
mod retry;
mod send;
mod target;

pub use connect_to::ConnectTo;

pub(crate) use base::{Endpoint, may_be_derived, resolve, unfillable_base, url_endpoint};
pub(crate) use client::Tls;
pub(crate) use message::{
    Body, Failure, Part, PartValue, Receive, Request, Response, ResponseBody, Retry, Target, changes,
};
pub(crate) use send::{Bounds, Egress, EgressSettings, Sent};
pub(crate) use target::Located;
