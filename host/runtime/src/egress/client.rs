use std::sync::{Arc, OnceLock};
use std::time::Duration;

use rustls::ClientConfig;
use rustls::client::Resumption;
use rustls_platform_verifier::Verifier;

use super::address::{Reach, VettedResolver};
use crate::{Error, Limits};

/// What TLS connections are checked with: the operating system's trusted roots, read once, when they are first needed.
#[derive(Default)]
pub(crate) struct Tls {
    verifier: OnceLock<Result<Arc<Verifier>, rustls::Error>>,
}

impl Tls {
    fn config(&self) -> Result<ClientConfig, rustls::Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let verifier = self.verifier.get_or_init(|| Verifier::new(Arc::clone(&provider)).map(Arc::new)).clone()?;
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        // Sessions are resumed within one client alone, and so within one connection.
        config.resumption = Resumption::in_memory_sessions(8);
        Ok(config)
    }
}

#[expect(clippy::disallowed_types, reason = "the one HTTP client of the workspace")]
pub(super) type Client = reqwest::Client;

/// Makes the HTTP client of one connection: nothing of the environment, no redirects, addresses looked at first.
pub(super) fn build(tls: &Tls, reach: Reach, limits: &Limits) -> Result<Client, Error> {
    let failed = |message: String| Error::Settings {
        message: format!("HTTPS cannot be used: {message}"),
        hint: "Install the trusted root certificates of the operating system, such as the package `ca-certificates`"
            .to_owned(),
    };
    let config = tls.config().map_err(|error| failed(error.to_string()))?;
    Client::builder()
        .tls_backend_preconfigured(config)
        .dns_resolver(VettedResolver::new(reach))
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(limits.connect)
        .read_timeout(limits.request)
        .pool_idle_timeout(Duration::from_mins(1))
        .tcp_nodelay(true)
        .user_agent(concat!("connector-runtime/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| failed(error.to_string()))
}
