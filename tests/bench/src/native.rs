#![expect(clippy::disallowed_types, reason = "what the runtime is compared with")]

use std::sync::Arc;

use anyhow::{Context, Result};
use confluence_simulator::Options;
use serde_json::Value;

/// The same requests without a component: the connection is kept, the JSON is decoded and encoded.
pub(crate) struct Native {
    client: reqwest::Client,
    origin: String,
}

impl Native {
    pub(crate) fn new(origin: String) -> Result<Self> {
        let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let client = reqwest::Client::builder().tls_backend_preconfigured(tls).no_proxy().tcp_nodelay(true).build()?;
        Ok(Self { client, origin })
    }

    /// Gets a JSON document and writes it again; its next page and the length of what was written.
    pub(crate) async fn get(&self, path: &str) -> Result<(Option<String>, usize)> {
        let options = Options::default();
        let response = self
            .client
            .get(format!("{}{path}", self.origin))
            .basic_auth(options.email, Some(options.api_token))
            .send()
            .await?
            .error_for_status()?;
        let document: Value = serde_json::from_slice(&response.bytes().await?)?;
        let next = document.pointer("/_links/next").and_then(Value::as_str).map(str::to_owned);
        Ok((next, document.to_string().len()))
    }

    /// Follows every page from the first.
    pub(crate) async fn list(&self, first: &str) -> Result<usize> {
        let mut next = Some(first.to_owned());
        let mut bytes = 0;
        while let Some(path) = next {
            let (following, length) = self.get(&path).await.with_context(|| format!("failed to list `{path}`"))?;
            bytes += length;
            next = following;
        }
        Ok(bytes)
    }
}
