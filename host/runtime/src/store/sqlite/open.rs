use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection as Database;

use super::schema;
use crate::store::error::{file, sqlite};
use crate::store::{StoreError, StoreErrorKind};

/// Opens the file, or makes it where there is none and none is expected.
pub(super) fn open(path: &Path, expected: bool) -> Result<Database, StoreError> {
    let damaged = |message: String| StoreError::new("open the store", StoreErrorKind::Damaged, message);
    match std::fs::metadata(path) {
        // SQLite would take it for a new database and fill it.
        Ok(metadata) if metadata.len() == 0 => return Err(damaged(format!("`{}` is empty", path.display()))),
        Ok(_) => {}
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(file("open the store", path)(error)),
        Err(_) if expected => {
            return Err(damaged(format!("`{}` is gone, although it was made before", path.display())));
        }
        // SQLite would take the old log for one of the new file.
        Err(_) if log_of(path).exists() => {
            let log = log_of(path);
            return Err(damaged(format!("`{}` is gone, although `{}` is there", path.display(), log.display())));
        }
        Err(_) => create(path)?,
    }
    let mut database = connect(path)?;
    let failed = sqlite("open the store");
    // Reads every page's place, so that a file that was cut off is noticed before anything is written to it.
    let sound: String = database.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
    if sound != "ok" {
        return Err(damaged(sound));
    }
    database.pragma_update(None, "journal_mode", "wal").map_err(failed)?;
    schema::migrate(&mut database)?;
    Ok(database)
}

/// SQLite's write-ahead log of a file.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Makes the file beside its place and links it there when it is whole, so that nobody ever sees half of one.
fn create(path: &Path) -> Result<(), StoreError> {
    let failed = || file("create the store", path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Private from the start: temporary files have the mode 0600, and SQLite gives it to the files beside them.
    let temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed())?;
    schema::migrate(&mut connect(temporary.path())?)?;
    temporary.as_file().sync_all().map_err(failed())?;
    match temporary.persist_noclobber(path) {
        Err(error) if error.error.kind() != std::io::ErrorKind::AlreadyExists => Err(failed()(error.error)),
        _ => Ok(()),
    }
}

fn connect(path: &Path) -> Result<Database, StoreError> {
    let failed = sqlite("open the store");
    let database = Database::open(path).map_err(failed)?;
    database.busy_timeout(Duration::from_secs(5)).map_err(failed)?;
    database.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    // A removed secret must not stay in free pages of the file.
    database.pragma_update(None, "secure_delete", true).map_err(failed)?;
    Ok(database)
}
