use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::{MasterKey, VaultError};

const NONCE_BYTES: usize = 24;
const PURPOSE: &str = "connector-runtime 2026-11 vault sealing key";

/// What a secret belongs to. A sealed secret opens nowhere else, so rows cannot be swapped.
pub(crate) struct Place<'a> {
    pub(crate) tenant: &'a str,
    pub(crate) connection: &'a str,
    pub(crate) field: &'a str,
}

impl Place<'_> {
    /// Each part behind its length, so that no two places read the same.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [self.tenant, self.connection, self.field] {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part.as_bytes());
        }
        bytes
    }
}

/// Seals a secret for its place: a nonce, and the ciphertext with its tag.
pub(crate) fn seal(key: &MasterKey, place: &Place<'_>, secret: &SecretString) -> Result<Vec<u8>, VaultError> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|_| VaultError::Randomness)?;
    let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: &place.bytes() };
    let ciphertext = cipher(key).encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Sealed)?;
    Ok([nonce.as_slice(), &ciphertext].concat())
}

/// Opens a sealed secret at its place.
pub(crate) fn open(key: &MasterKey, place: &Place<'_>, sealed: &[u8]) -> Result<SecretString, VaultError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::Sealed)?;
    let payload = Payload { msg: ciphertext, aad: &place.bytes() };
    let bytes = Zeroizing::new(cipher(key).decrypt(&XNonce::from(*nonce), payload).map_err(|_| VaultError::Sealed)?);
    std::str::from_utf8(&bytes).map(SecretString::from).map_err(|_| VaultError::Sealed)
}

fn cipher(key: &MasterKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.derive(PURPOSE)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: Place<'_> = Place { tenant: "t", connection: "c", field: "f" };

    fn key() -> MasterKey {
        let folder = tempfile::tempdir().unwrap();
        crate::vault::load_or_create(&folder.path().join("key"), false).unwrap()
    }

    #[test]
    fn a_secret_opens_only_at_its_place_and_unchanged() {
        let key = key();
        let sealed = seal(&key, &PLACE, &SecretString::from("a secret")).unwrap();
        assert_eq!(open(&key, &PLACE, &sealed).unwrap().expose_secret(), "a secret");
        for place in [
            Place { tenant: "other", ..PLACE },
            Place { connection: "other", ..PLACE },
            Place { field: "other", ..PLACE },
            Place { tenant: "tc", connection: "", field: "f" },
        ] {
            assert!(open(&key, &place, &sealed).is_err());
        }
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(open(&key, &PLACE, &changed).is_err(), "byte {index}");
        }
        assert!(open(&key, &PLACE, &sealed[..10]).is_err());
    }

    #[test]
    fn sealing_twice_gives_different_bytes_without_the_secret() {
        let key = key();
        let secret = SecretString::from("a secret that is long enough");
        let (first, second) = (seal(&key, &PLACE, &secret).unwrap(), seal(&key, &PLACE, &secret).unwrap());
        assert_ne!(first, second);
        assert!(!first.windows(8).any(|window| window == b"a secret"));
    }

    #[test]
    fn another_key_opens_nothing() {
        let sealed = seal(&key(), &PLACE, &SecretString::from("a secret")).unwrap();
        assert!(matches!(open(&key(), &PLACE, &sealed), Err(VaultError::Sealed)));
    }
}
