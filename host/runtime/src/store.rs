//! What is kept: installed connectors and connections, in one SQLite file.

mod connections;
mod connectors;
mod schema;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection as Database;

use crate::Error;

pub(crate) use connections::ConnectionRow;
pub(crate) use connectors::ConnectorRow;

/// The store of one home folder. Every row belongs to a tenant.
pub(crate) struct Store {
    database: Mutex<Database>,
    tenant: String,
}

impl Store {
    /// Opens the file, making it and bringing its schema up to date where needed.
    pub(crate) fn open(path: &Path, tenant: &str) -> Result<Self, Error> {
        make_private(path)?;
        let failed = |source| Error::Store { doing: "open the store", source };
        let mut database = Database::open(path).map_err(failed)?;
        database.busy_timeout(Duration::from_secs(5)).map_err(failed)?;
        database.pragma_update(None, "journal_mode", "wal").map_err(failed)?;
        database.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        // A removed secret must not stay in free pages of the file.
        database.pragma_update(None, "secure_delete", true).map_err(failed)?;
        schema::migrate(&mut database)?;
        Ok(Self { database: Mutex::new(database), tenant: tenant.to_owned() })
    }

    /// Every statement runs to its end under the lock, so a panic leaves the database usable.
    fn database(&self) -> MutexGuard<'_, Database> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes the file first, so that SQLite takes over its mode for the files beside it.
fn make_private(path: &Path) -> Result<(), Error> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(crate::error::file("open the store", path))
}
