use std::path::Path;

/// Why the store could not do something.
#[derive(Debug, thiserror::Error)]
#[error("failed to {doing}")]
pub struct StoreError {
    pub(super) doing: &'static str,
    pub(super) kind: StoreErrorKind,
    #[source]
    pub(super) source: Box<dyn std::error::Error + Send + Sync>,
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// What is kept cannot be read: it was cut off or overwritten.
    Damaged,
    /// A newer version of this program wrote it.
    Newer,
    /// There is no room.
    Full,
    /// It may not be written.
    ReadOnly,
    /// Another process holds it for too long.
    Busy,
    /// Anything else.
    Other,
}

impl StoreError {
    /// A failure of an embedder's own store.
    pub fn new(
        doing: &'static str,
        kind: StoreErrorKind,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { doing, kind, source: source.into() }
    }

    /// What kind of failure it was.
    pub fn kind(&self) -> StoreErrorKind {
        self.kind
    }

    /// What the user can do about it.
    pub fn hint(&self) -> String {
        match self.kind {
            StoreErrorKind::Damaged => {
                "Nothing was changed. Restore `connector.db` in the home folder from a backup, together with the key \
                 that it was sealed under; or, to start over without any connections, move them and `connector.made` away"
            }
            StoreErrorKind::Newer => "Use the version of the program that wrote it, or a newer one",
            StoreErrorKind::Full => "Nothing was changed. Free some space where the home folder is, and try again",
            StoreErrorKind::ReadOnly => {
                "Nothing was changed. Make the home folder writable for this user, or choose another with `--home`"
            }
            StoreErrorKind::Busy => "Another process is writing to the store: try again",
            StoreErrorKind::Other => "Check that the home folder is readable, writable and not full",
        }
        .to_owned()
    }
}

/// Gives an error of SQLite its context.
pub(super) fn sqlite(doing: &'static str) -> impl Fn(rusqlite::Error) -> StoreError + Copy {
    use rusqlite::ErrorCode;
    move |error| {
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreErrorKind::Damaged,
            Some(ErrorCode::DiskFull) => StoreErrorKind::Full,
            // The index of the write-ahead log could not grow.
            _ if is_short_of_room(&error) => StoreErrorKind::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => StoreErrorKind::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreErrorKind::Busy,
            _ => StoreErrorKind::Other,
        };
        StoreError::new(doing, kind, error)
    }
}

fn is_short_of_room(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(failure, _)
        if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// Gives an error of the file system its context.
pub(super) fn file(doing: &'static str, path: &Path) -> impl Fn(std::io::Error) -> StoreError {
    use std::io::ErrorKind;
    let path = path.display().to_string();
    move |error| {
        let kind = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreErrorKind::Full,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreErrorKind::ReadOnly,
            _ => StoreErrorKind::Other,
        };
        StoreError::new(doing, kind, format!("`{path}`: {error}"))
    }
}
