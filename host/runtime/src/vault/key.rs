use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretSlice};
use zeroize::Zeroizing;

const KEY_BYTES: usize = 32;

/// The key that everything else is derived from.
pub(crate) struct MasterKey(SecretSlice<u8>);

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The key file cannot be read or written.
    #[error("failed to {doing} the key file `{}`", path.display())]
    KeyFile {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// The key file is not a key.
    #[error("the key file `{}` does not hold a key of 64 hexadecimal digits", path.display())]
    NotAKey {
        /// The file.
        path: PathBuf,
    },
    /// Others can read the key file.
    #[error("the key file `{}` can be read by others (mode {mode:o})", path.display())]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// There are secrets, but no key.
    #[error("there are sealed secrets, but the key file `{}` is gone", path.display())]
    KeyMissing {
        /// The file.
        path: PathBuf,
    },
    /// The secret was sealed under another key, for another place, or was changed.
    #[error("a secret was sealed under another key or was changed")]
    Sealed,
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    Randomness,
}

impl VaultError {
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Self::KeyFile { .. } => None,
            Self::NotAKey { .. } | Self::KeyMissing { .. } | Self::Sealed => Some(
                "Restore the key file from a backup; without it, remove the connections and add them again".to_owned(),
            ),
            Self::Exposed { path, .. } => Some(format!("Make it private: `chmod 600 {}`", path.display())),
            Self::Randomness => Some("Check the system's random number source".to_owned()),
        }
    }
}

impl MasterKey {
    /// Derives a key for one purpose.
    pub(crate) fn derive(&self, purpose: &str) -> Zeroizing<[u8; KEY_BYTES]> {
        Zeroizing::new(blake3::derive_key(purpose, self.0.expose_secret()))
    }

    fn new(bytes: &[u8]) -> Self {
        Self(SecretSlice::from(bytes.to_vec()))
    }
}

/// Reads the key file, or makes one where there is none and nothing is sealed yet.
pub(crate) fn load_or_create(path: &Path, anything_sealed: bool) -> Result<MasterKey, VaultError> {
    match File::open(path) {
        Ok(file) => read(path, file),
        Err(error) if error.kind() == io::ErrorKind::NotFound && anything_sealed => {
            Err(VaultError::KeyMissing { path: path.to_owned() })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(path),
        Err(source) => Err(VaultError::KeyFile { doing: "open", path: path.to_owned(), source }),
    }
}

fn read(path: &Path, mut file: File) -> Result<MasterKey, VaultError> {
    let failed = |source| VaultError::KeyFile { doing: "read", path: path.to_owned(), source };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(VaultError::Exposed { path: path.to_owned(), mode });
        }
    }
    let mut text = Zeroizing::new(String::new());
    Read::by_ref(&mut file).take(1024).read_to_string(&mut text).map_err(failed)?;
    let digits = text.trim().as_bytes();
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    let valid = digits.len() == 2 * KEY_BYTES
        && digits.chunks_exact(2).zip(key.iter_mut()).all(|(pair, byte)| {
            let pair = std::str::from_utf8(pair).ok().filter(|pair| !pair.starts_with('+'));
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).is_some_and(|value| {
                *byte = value;
                true
            })
        });
    if valid { Ok(MasterKey::new(&*key)) } else { Err(VaultError::NotAKey { path: path.to_owned() }) }
}

/// Writes a new key beside the place and links it there, so that two processes that start at once agree on one key.
fn create(path: &Path) -> Result<MasterKey, VaultError> {
    let failed = |doing| move |source| VaultError::KeyFile { doing, path: path.to_owned(), source };
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    getrandom::fill(&mut *key).map_err(|_| VaultError::Randomness)?;
    let digits = Zeroizing::new(key.iter().fold(String::with_capacity(2 * KEY_BYTES + 1), |mut digits, byte| {
        use std::fmt::Write;
        let _ = write!(digits, "{byte:02x}");
        digits
    }));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Private from the start: temporary files have the mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed("create"))?;
    writeln!(file, "{}", digits.as_str()).and_then(|()| file.as_file().sync_all()).map_err(failed("write"))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(MasterKey::new(&*key)),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            read(path, File::open(path).map_err(failed("open"))?)
        }
        Err(error) => Err(failed("write")(error.error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_kept_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.key");
        let first = load_or_create(&path, false).unwrap().derive("test");
        let second = load_or_create(&path, true).unwrap().derive("test");
        assert_eq!(*first, *second);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn a_lost_key_is_an_error_once_something_is_sealed() {
        let folder = tempfile::tempdir().unwrap();
        let result = load_or_create(&folder.path().join("vault.key"), true);
        assert!(matches!(result, Err(VaultError::KeyMissing { .. })));
    }

    #[test]
    fn what_is_not_a_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.key");
        for text in ["", "00", &"0".repeat(63), &"zz".repeat(32), &"+1".repeat(32), &"00".repeat(33)] {
            drop(load_or_create(&path, false));
            std::fs::write(&path, text).unwrap();
            assert!(matches!(load_or_create(&path, false), Err(VaultError::NotAKey { .. })), "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.key");
        load_or_create(&path, false).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(load_or_create(&path, false), Err(VaultError::Exposed { mode: 0o640, .. })));
    }
}
