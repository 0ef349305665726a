//! What every command works with.

use std::path::PathBuf;

use connector_runtime::{ConnectTo, Error, Runtime, Settings};

use crate::printer::Printer;

/// What every command works with.
pub(crate) struct Context {
    pub(crate) printer: Printer,
    pub(crate) home: PathBuf,
    pub(crate) connect_to: Vec<ConnectTo>,
}

impl Context {
    /// Opens the home folder.
    pub(crate) async fn runtime(&self) -> Result<Runtime, Error> {
        Runtime::open(Settings::new(&self.home).connect_to(self.connect_to.iter().cloned())).await
    }
}
