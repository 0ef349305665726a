use std::io;
use std::path::PathBuf;

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
    /// What should be a key is none.
    #[error("{place} does not hold a key of 64 hexadecimal digits")]
    NotAKey {
        /// Where it was looked for.
        place: String,
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
    #[error("there are sealed secrets, but no key in {place}")]
    KeyMissing {
        /// Where it was looked for.
        place: String,
    },
    /// There are secrets, and they were sealed under another key.
    #[error("the secrets were sealed under another key than the one in {place}")]
    WrongKey {
        /// Where the key comes from.
        place: String,
    },
    /// The secret was sealed under another key, for another place, or was changed.
    #[error("a secret was sealed under another key or was changed")]
    Sealed,
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    Randomness,
    /// The operating system's keyring cannot be used.
    #[error("the keyring of the operating system cannot be used")]
    Keyring(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Another process is replacing the key.
    #[error("the key is being rotated by another process")]
    Rotating,
    /// A key that the environment holds cannot be replaced by this program.
    #[error("the key comes from the environment, which this program cannot change")]
    NotRotatable,
    /// The passphrase is too short to seal with.
    #[error("the passphrase has fewer than {shortest} characters")]
    ShortPassphrase {
        /// How many it must have.
        shortest: usize,
    },
    /// The passphrase is not the one that something was sealed with.
    #[error("the passphrase is wrong")]
    WrongPassphrase,
    /// What should be sealed connections is something else, or was cut off.
    #[error("this is not an export of connections, or it was damaged")]
    NotSealedSo,
    /// An embedder's own vault failed.
    #[error("the vault failed")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl VaultError {
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Self::KeyFile { .. } | Self::Other(_) => None,
            Self::NotAKey { place } | Self::WrongKey { place } if !place.starts_with('`') => Some(
                "Nothing was changed. Give the key that the secrets were sealed under, 64 hexadecimal digits; where it was \
                 replaced, the one before it among the previous keys"
                    .to_owned(),
            ),
            Self::NotAKey { .. } | Self::KeyMissing { .. } | Self::WrongKey { .. } | Self::Sealed => Some(
                "Nothing was changed. Restore the key from a backup; to start over without any connections, move \
                 `connector.db`, `connector.made` and `vault.key` away"
                    .to_owned(),
            ),
            Self::Exposed { path, .. } => Some(format!("Make it private: `chmod 600 {}`", path.display())),
            Self::ShortPassphrase { .. } => Some("Take a longer one, such as five words chosen by chance".to_owned()),
            Self::WrongPassphrase => Some("Nothing was changed. Enter the passphrase of the export".to_owned()),
            Self::NotSealedSo => {
                Some("Nothing was changed. Choose a file that was written by an export, whole and unchanged".to_owned())
            }
            Self::Randomness => Some("Check the system's random number source".to_owned()),
            Self::Keyring(_) => {
                Some("Unlock it or start its service, or keep the key in a file or in the environment".to_owned())
            }
            Self::Rotating => Some("Wait until it is done; one that was killed is forgotten after ten minutes".to_owned()),
            Self::NotRotatable => Some(
                "Set the new key as `CONNECTOR_VAULT_KEY` and the old one as `CONNECTOR_VAULT_KEY_PREVIOUS`, then rotate"
                    .to_owned(),
            ),
        }
    }
}
