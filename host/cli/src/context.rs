//! What every command works with.

use std::path::PathBuf;

use connector_runtime::{ConnectTo, Error, KeySource, Runtime, Settings};

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
