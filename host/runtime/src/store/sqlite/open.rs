use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection as Database;

use super::schema;
use crate::store::error::{file, sqlite};
use crate::store::{StoreError, StoreErrorKind};

/// The size of a page of a new file, in bytes.
const PAGE_BYTES: u32 = 16 * 1024;

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
    // What cannot be read is noticed where it is read; a file that was cut off, before anything is written to it.
    if !is_whole(path) {
        // While another process moves the log into the file, the log holds the rest: then SQLite must look.
        if std::fs::metadata(log_of(path)).is_ok_and(|log| log.len() > 0) {
            let sound: String = database.query_row("pragma quick_check(1)", [], |row| row.get(0)).map_err(failed)?;
            if sound != "ok" {
                return Err(damaged(sound));
            }
        } else if !is_whole(path) {
            return Err(damaged(format!("`{}` was cut off, or is no SQLite file", path.display())));
        }
    }
    database.pragma_update(None, "journal_mode", "wal").map_err(failed)?;
    schema::migrate(&mut database)?;
    Ok(database)
}

/// Whether the file has as many bytes as its header says (SQLite's file format, §1.3).
fn is_whole(path: &Path) -> bool {
    let mut header = [0; 100];
    let length = File::open(path).and_then(|mut file| {
        file.read_exact(&mut header)?;
        file.metadata().map(|metadata| metadata.len())
    });
    let [.., high, low] = header[..18] else { return false };
    let page_bytes = match u16::from_be_bytes([high, low]) {
        1 => 65_536,
        bytes => u64::from(bytes),
    };
    let number = |at: usize| header[at..].first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes));
    let (pages, is_current) = (number(28), number(24) == number(92));
    is_current && pages > 0 && length.is_ok_and(|length| length >= u64::from(pages) * page_bytes)
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
    let mut database = connect(temporary.path())?;
    // A manifest is more than a megabyte, and each page of it is read by itself.
    database.pragma_update(None, "page_size", PAGE_BYTES).map_err(sqlite("create the store"))?;
    schema::migrate(&mut database)?;
    drop(database);
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A store in a folder whose log holds the content of many pages, with all of it in the file too.
    fn written(folder: &Path) -> Database {
        let database = open(&folder.join("connector.db"), false).unwrap();
        database.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
        database
            .execute_batch("create table filler (bytes blob); insert into filler values (zeroblob(500000))")
            .unwrap();
        database.query_row("pragma wal_checkpoint(passive)", [], |_| Ok(())).unwrap();
        database
    }

    /// The store as a process would find it that opens it now, with the file cut off.
    fn cut_off(from: &Path, to: &Path) -> PathBuf {
        let (path, copy) = (from.join("connector.db"), to.join("connector.db"));
        fs::copy(log_of(&path), log_of(&copy)).unwrap();
        fs::copy(&path, &copy).unwrap();
        let file = File::options().write(true).open(&copy).unwrap();
        file.set_len(file.metadata().unwrap().len() / 2).unwrap();
        copy
    }

    #[test]
    fn a_file_whose_rest_is_in_the_log_is_opened() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let _writing = written(folder.path());
        let copy = cut_off(folder.path(), other.path());
        assert!(!is_whole(&copy));
        let database = open(&copy, true).unwrap();
        let bytes: i64 = database.query_row("select length(bytes) from filler", [], |row| row.get(0)).unwrap();
        assert_eq!(bytes, 500_000);
    }

    #[test]
    fn a_file_that_was_cut_off_beside_a_log_that_lacks_the_rest_is_told() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let database = written(folder.path());
        database.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(())).unwrap();
        database.execute_batch("create table later (id)").unwrap();
        let copy = cut_off(folder.path(), other.path());
        assert!(fs::metadata(log_of(&copy)).unwrap().len() > 0);
        let error = open(&copy, true).unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Damaged, "{error:?}");
    }
}
