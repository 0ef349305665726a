//! Secrets at rest: sealed with XChaCha20-Poly1305 under a key of this host, bound to what they belong to.

mod bound;
mod error;
mod key;
mod local;
mod passphrase;
mod seal;
mod source;

use async_trait::async_trait;
use secrecy::SecretString;

use crate::store::SecretPlace;

pub(crate) use bound::Binding;
pub use error::VaultError;
pub(crate) use key::MasterKey;
pub use local::LocalVault;
pub(crate) use passphrase::{open as open_with_passphrase, seal as seal_with_passphrase};
pub use source::KeySource;

/// Seals secrets, so that the store never holds one in clear. [`LocalVault`] is the one that comes along; an embedder with
/// a key management service implements its own.
#[async_trait]
pub trait Vault: Send + Sync + 'static {
    /// Seals a secret for its place: opened anywhere else, it must fail.
    ///
    /// # Errors
    /// Where the key cannot be read or the secret cannot be sealed.
    async fn seal(&self, place: &SecretPlace, secret: &SecretString) -> Result<Vec<u8>, VaultError>;

    /// Opens a sealed secret at its place.
    ///
    /// # Errors
    /// Where the key cannot be read, or what was sealed was changed, belongs to another place or to another key.
    async fn open(&self, place: &SecretPlace, sealed: &[u8]) -> Result<SecretString, VaultError>;
}
