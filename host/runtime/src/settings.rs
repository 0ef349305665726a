use std::path::PathBuf;
use std::sync::Arc;

use crate::Limits;
use crate::egress::ConnectTo;

/// How a runtime works.
#[derive(Clone, Debug)]
pub struct Settings {
    pub(crate) home: PathBuf,
    pub(crate) tenant: String,
    pub(crate) limits: Arc<Limits>,
    pub(crate) connect_to: Arc<[ConnectTo]>,
}

impl Settings {
    /// Keeps everything in a folder of this runtime's own.
    pub fn new(home: impl Into<PathBuf>) -> Self {
        Self { home: home.into(), tenant: "default".to_owned(), limits: Arc::default(), connect_to: Arc::default() }
    }

    /// Works for this tenant, who sees nothing of others in the same folder.
    #[must_use]
    pub fn tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = tenant.into();
        self
    }

    /// Bounds what calls may use.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Arc::new(limits);
        self
    }

    /// Sends origins elsewhere; for tests.
    #[must_use]
    pub fn connect_to(mut self, mappings: impl IntoIterator<Item = ConnectTo>) -> Self {
        self.connect_to = mappings.into_iter().collect();
        self
    }
}
