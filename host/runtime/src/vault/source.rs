use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::key::KEY_BYTES;
use super::{MasterKey, VaultError};

/// Where the master key is kept.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum KeySource {
    /// A file that only its owner may read; made where there is none and nothing is sealed yet.
    File(PathBuf),
    /// The keyring of the operating system, under this service name; made there likewise.
    #[cfg(feature = "keyring")]
    Keyring(String),
    /// Given from outside, as an environment gives it: 64 hexadecimal digits, and those of the keys before it.
    Given(GivenKeys),
}

/// Keys that were given from outside.
#[derive(Clone, Debug)]
pub struct GivenKeys {
    current: SecretString,
    previous: Vec<SecretString>,
    place: String,
}

impl KeySource {
    /// A key that was given from outside; `place` says where it came from, such as a variable's name.
    pub fn given(place: impl Into<String>, current: SecretString, previous: Vec<SecretString>) -> Self {
        Self::Given(GivenKeys { current, previous, place: place.into() })
    }

    /// For people.
    pub(super) fn place(&self) -> String {
        match self {
            Self::File(path) => format!("`{}`", path.display()),
            #[cfg(feature = "keyring")]
            Self::Keyring(service) => format!("the keyring (service `{service}`)"),
            Self::Given(given) => given.place.clone(),
        }
    }

    /// The keys, newest first; none where there is no key.
    pub(super) fn read(&self) -> Result<Option<Vec<MasterKey>>, VaultError> {
        let parse = |lines: &str| {
            let keys: Option<Vec<MasterKey>> = lines.lines().map(MasterKey::parse).collect();
            keys.filter(|keys| !keys.is_empty()).ok_or_else(|| VaultError::NotAKey { place: self.place() })
        };
        match self {
            Self::File(path) => match File::open(path) {
                Ok(file) => parse(&read_private(path, file)?).map(Some),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(source) => Err(VaultError::KeyFile { doing: "open", path: path.clone(), source }),
            },
            #[cfg(feature = "keyring")]
            Self::Keyring(service) => match keyring_entry(service)?.get_password() {
                Ok(text) => parse(&Zeroizing::new(text)).map(Some),
                Err(keyring::Error::NoEntry) => Ok(None),
                Err(error) => Err(VaultError::Keyring(error.into())),
            },
            Self::Given(given) => {
                let all = std::iter::once(&given.current).chain(&given.previous);
                let keys: Option<Vec<MasterKey>> = all.map(|digits| MasterKey::parse(digits.expose_secret())).collect();
                keys.map(Some).ok_or_else(|| VaultError::NotAKey { place: self.place() })
            }
        }
    }

    /// Derives a key for one purpose; the key itself is made where there is none.
    pub(crate) fn derive(&self, purpose: &str) -> Result<Zeroizing<[u8; KEY_BYTES]>, VaultError> {
        let keys = match self.read()? {
            Some(keys) => keys,
            None => self.create()?,
        };
        Ok(keys[0].derive(purpose))
    }

    /// Keeps a first key; the one that another process kept meanwhile wins.
    pub(super) fn create(&self) -> Result<Vec<MasterKey>, VaultError> {
        let key = MasterKey::generate()?;
        match self {
            Self::File(path) => {
                let file = write_beside(path, std::slice::from_ref(&key))?;
                match file.persist_noclobber(path) {
                    Ok(_) => {}
                    Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => {
                        return Err(VaultError::KeyFile { doing: "write", path: path.clone(), source: error.error });
                    }
                }
            }
            #[cfg(feature = "keyring")]
            Self::Keyring(_) => self.write(std::slice::from_ref(&key))?,
            Self::Given(_) => return Err(VaultError::NotRotatable),
        }
        self.read()?.ok_or_else(|| VaultError::KeyMissing { place: self.place() })
    }

    /// Replaces the keys.
    pub(super) fn write(&self, keys: &[MasterKey]) -> Result<(), VaultError> {
        match self {
            Self::File(path) => write_beside(path, keys)?
                .persist(path)
                .map(drop)
                .map_err(|error| VaultError::KeyFile { doing: "write", path: path.clone(), source: error.error }),
            #[cfg(feature = "keyring")]
            Self::Keyring(service) => {
                keyring_entry(service)?.set_password(&lines(keys)).map_err(|error| VaultError::Keyring(error.into()))
            }
            Self::Given(_) => Err(VaultError::NotRotatable),
        }
    }
}

#[cfg(feature = "keyring")]
fn keyring_entry(service: &str) -> Result<keyring::Entry, VaultError> {
    keyring::Entry::new(service, "master-key").map_err(|error| VaultError::Keyring(error.into()))
}

fn lines(keys: &[MasterKey]) -> Zeroizing<String> {
    let mut lines = Zeroizing::new(String::new());
    for key in keys {
        lines.push_str(&key.digits());
        lines.push('\n');
    }
    lines
}

fn read_private(path: &Path, mut file: File) -> Result<Zeroizing<String>, VaultError> {
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
    Read::by_ref(&mut file).take(4096).read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

/// Writes keys to a file beside the place, so that they are there whole or not at all.
fn write_beside(path: &Path, keys: &[MasterKey]) -> Result<tempfile::NamedTempFile, VaultError> {
    let failed = |doing| move |source| VaultError::KeyFile { doing, path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Private from the start: temporary files have the mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed("create"))?;
    file.write_all(lines(keys).as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed("write"))?;
    Ok(file)
}
