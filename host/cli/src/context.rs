//! What every command works with.

use std::path::PathBuf;

use connector_runtime::{ConnectTo, Error, KeySource, Runtime, Settings};

use crate::failure::Failure;
use crate::printer::Printer;

/// What every command works with.
pub(crate) struct Context {
    pub(crate) printer: Printer,
    pub(crate) home: PathBuf,
    pub(crate) connect_to: Vec<ConnectTo>,
    /// Where the vault's key comes from, where it is not the file in the home folder.
    pub(crate) vault_key: Option<KeySource>,
}

impl Context {
    /// Opens the home folder.
    pub(crate) async fn runtime(&self) -> Result<Runtime, Error> {
        let mut settings = Settings::new(&self.home).connect_to(self.connect_to.iter().cloned());
        if let Some(source) = &self.vault_key {
            settings = settings.vault_key(source.clone());
        }
        Runtime::open(settings).await
    }
}

/// Waits for what the library does, or for Ctrl-C: a prompt may have taken over what Ctrl-C does by itself.
pub(crate) async fn unless_interrupted<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
    tokio::select! {
        done = work => Ok(done?),
        _ = tokio::signal::ctrl_c() => Err(Failure::Cancelled { uncertain: false }),
    }
}
