//! Files of the caller, from when they are found until they are read.

use std::fs::{self, File, Metadata};
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::time::SystemTime;

/// Tells a file from any other that may come to stand in its place, where the system says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileIdentity {
    device: u64,
    inode: u64,
    /// A number that was free again may have been given to another file.
    made: Option<SystemTime>,
}

impl FileIdentity {
    #[cfg(unix)]
    pub(crate) fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        Some(Self { device: metadata.dev(), inode: metadata.ino(), made: metadata.created().ok() })
    }

    #[cfg(not(unix))]
    pub(crate) fn of(_: &Metadata) -> Option<Self> {
        None
    }
}

/// Opens a regular file, which must be the one that was found where that is known: a link or another file that has taken
/// its place since is not read.
///
/// # Errors
/// [`ErrorKind::InvalidData`] where it is another one; where it is no file, or cannot be opened.
pub(crate) fn open(path: &Path, found: Option<FileIdentity>) -> Result<File> {
    // To open some devices does something already.
    check(&fs::metadata(path)?, found)?;
    let file = open_at_once(path)?;
    // What is open is what counts: the path may lead elsewhere by now.
    check(&file.metadata()?, found)?;
    Ok(file)
}

/// Opens what is there now. Opening a pipe would wait for whoever writes to it.
fn open_at_once(path: &Path) -> Result<File> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options.read(true).open(path)
}

fn check(metadata: &Metadata, found: Option<FileIdentity>) -> Result<()> {
    if !metadata.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "it is not a file"));
    }
    if found.is_some() && FileIdentity::of(metadata) != found {
        return Err(Error::new(ErrorKind::InvalidData, "another file has taken its place since it was found"));
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_that_took_the_place_of_a_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let opened = open_at_once(&pipe).unwrap();
        assert_eq!(check(&opened.metadata().unwrap(), None).unwrap_err().kind(), ErrorKind::InvalidInput);
        assert_eq!(open(&pipe, None).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
