//! What every command works with.

use connector_runtime::{Error, Runtime, Settings};

use crate::printer::Printer;

/// What every command works with.
pub(crate) struct Context {
    pub(crate) printer: Printer,
    /// The home folder, where the vault's key comes from, and how requests leave this machine.
    pub(crate) settings: Settings,
}

impl Context {
    /// Opens the home folder.
    pub(crate) async fn runtime(&self) -> Result<Runtime, Error> {
        Runtime::open(self.settings.clone()).await
    }
}
