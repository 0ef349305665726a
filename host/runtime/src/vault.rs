//! Secrets at rest: sealed with XChaCha20-Poly1305 under a key of this host, bound to what they belong to.

mod key;
mod seal;

pub use key::VaultError;
pub(crate) use key::{MasterKey, load_or_create};
pub(crate) use seal::{Place, open, seal};
