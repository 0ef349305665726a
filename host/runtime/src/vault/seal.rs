use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::{MasterKey, VaultError};
use crate::store::SecretPlace;

const NONCE_BYTES: usize = 24;
const ID_BYTES: usize = 8;
const PURPOSE: &str = "connector-runtime 2026-11 vault sealing key";

/// Each part behind its length, so that no two places read the same.
fn bytes(place: &SecretPlace) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in [&place.tenant, &place.connection, &place.field] {
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part.as_bytes());
    }
    bytes
}

/// Seals a secret for its place: the key's id, a nonce, and the ciphertext with its tag.
pub(super) fn seal(key: &MasterKey, place: &SecretPlace, secret: &SecretString) -> Result<Vec<u8>, VaultError> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|_| VaultError::Randomness)?;
    let payload = Payload { msg: secret.expose_secret().as_bytes(), aad: &bytes(place) };
    let ciphertext = cipher(key).encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Sealed)?;
    Ok([key.id().as_slice(), &nonce, &ciphertext].concat())
}

/// Opens a sealed secret at its place.
pub(super) fn open(key: &MasterKey, place: &SecretPlace, sealed: &[u8]) -> Result<SecretString, VaultError> {
    let (id, rest) = sealed.split_first_chunk::<ID_BYTES>().ok_or(VaultError::Sealed)?;
    let (nonce, ciphertext) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::Sealed)?;
    if *id != key.id() {
        return Err(VaultError::Sealed);
    }
    let payload = Payload { msg: ciphertext, aad: &bytes(place) };
    let bytes = Zeroizing::new(cipher(key).decrypt(&XNonce::from(*nonce), payload).map_err(|_| VaultError::Sealed)?);
    std::str::from_utf8(&bytes).map(SecretString::from).map_err(|_| VaultError::Sealed)
}

/// Whether something was sealed under this key, as far as its id tells.
pub(super) fn is_under(key: &MasterKey, sealed: &[u8]) -> bool {
    sealed.starts_with(&key.id())
}

fn cipher(key: &MasterKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&(*key.derive(PURPOSE)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(parts: [&str; 3]) -> SecretPlace {
        let [tenant, connection, field] = parts.map(str::to_owned);
        SecretPlace { tenant, connection, field }
    }

    #[test]
    fn a_secret_opens_only_at_its_place_and_unchanged() {
        let key = MasterKey::generate().unwrap();
        let home = place(["t", "c", "f"]);
        let sealed = seal(&key, &home, &SecretString::from("a secret")).unwrap();
        assert_eq!(open(&key, &home, &sealed).unwrap().expose_secret(), "a secret");
        for other in [["other", "c", "f"], ["t", "other", "f"], ["t", "c", "other"], ["tc", "", "f"]] {
            assert!(open(&key, &place(other), &sealed).is_err());
        }
        for index in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[index] ^= 1;
            assert!(open(&key, &home, &changed).is_err(), "byte {index}");
            assert!(open(&key, &home, &sealed[..index]).is_err(), "cut at {index}");
        }
    }

    #[test]
    fn sealing_twice_gives_different_bytes_without_the_secret() {
        let key = MasterKey::generate().unwrap();
        let home = place(["t", "c", "f"]);
        let secret = SecretString::from("a secret that is long enough");
        let (first, second) = (seal(&key, &home, &secret).unwrap(), seal(&key, &home, &secret).unwrap());
        assert_ne!(first, second);
        assert!(!first.windows(8).any(|window| window == b"a secret"));
    }

    #[test]
    fn another_key_opens_nothing() {
        let home = place(["t", "c", "f"]);
        let sealed = seal(&MasterKey::generate().unwrap(), &home, &SecretString::from("a secret")).unwrap();
        let other = MasterKey::generate().unwrap();
        assert!(matches!(open(&other, &home, &sealed), Err(VaultError::Sealed)));
        assert!(!is_under(&other, &sealed));
    }
}
