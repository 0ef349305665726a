use std::sync::Arc;
use std::time::Duration;

use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::connect::{Connector, Passage};
use super::network::Network;
use super::outgoing::RequestBody;

/// What the status line and headers of a response may take, in bytes; there are at most 100 headers.
const RESPONSE_HEAD: usize = 64 * 1024;

/// How long a connection is kept that nobody uses.
const IDLE: Duration = Duration::from_mins(1);

/// What agent the host says it is.
pub(super) const USER_AGENT: &str = concat!("connector-runtime/", env!("CARGO_PKG_VERSION"));

#[expect(clippy::disallowed_types, reason = "the one HTTP client of the workspace")]
pub(super) type Client = legacy::Client<Connector, RequestBody>;

/// Makes the HTTP client of one connection, with sockets and TLS sessions of its own. It speaks HTTP/1.1.
pub(super) fn build(network: &Arc<Network>, passage: Passage) -> Client {
    #[expect(clippy::disallowed_types, reason = "the one HTTP client of the workspace")]
    legacy::Client::builder(TokioExecutor::new())
        .timer(TokioTimer::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .http1_max_buf_size(RESPONSE_HEAD)
        .build(Connector::new(Arc::clone(network), passage))
}
