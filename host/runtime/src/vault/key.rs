use secrecy::{ExposeSecret, SecretSlice};
use zeroize::Zeroizing;

use super::VaultError;
use crate::hexadecimal::hexadecimal;

pub(super) const KEY_BYTES: usize = 32;

/// The key that everything else is derived from.
#[derive(Clone)]
pub(crate) struct MasterKey(SecretSlice<u8>);

impl MasterKey {
    /// A new one.
    pub(super) fn generate() -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        getrandom::fill(&mut *bytes).map_err(|_| VaultError::Randomness)?;
        Ok(Self(SecretSlice::from(bytes.to_vec())))
    }

    /// Reads 64 hexadecimal digits.
    pub(super) fn parse(digits: &str) -> Option<Self> {
        let digits = digits.trim().as_bytes();
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        let valid = digits.len() == 2 * KEY_BYTES
            && digits.iter().all(u8::is_ascii_hexdigit)
            && digits.chunks_exact(2).zip(key.iter_mut()).all(|(pair, byte)| {
                let value = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
                value.is_some_and(|value| {
                    *byte = value;
                    true
                })
            });
        valid.then(|| Self(SecretSlice::from(key.to_vec())))
    }

    /// 64 hexadecimal digits.
    pub(super) fn digits(&self) -> Zeroizing<String> {
        Zeroizing::new(hexadecimal(self.0.expose_secret()))
    }

    /// Derives a key for one purpose.
    pub(crate) fn derive(&self, purpose: &str) -> Zeroizing<[u8; KEY_BYTES]> {
        Zeroizing::new(blake3::derive_key(purpose, self.0.expose_secret()))
    }

    /// Tells keys apart and says nothing about them.
    pub(super) fn id(&self) -> [u8; 8] {
        let derived = self.derive("connector-runtime 2026-11 vault key id");
        let mut id = [0; 8];
        id.copy_from_slice(&derived[..8]);
        id
    }
}
