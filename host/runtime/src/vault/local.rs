use std::sync::{PoisonError, RwLock};

use async_trait::async_trait;
use secrecy::SecretString;

use super::{KeySource, MasterKey, Vault, VaultError, seal};
use crate::settings::Clock;
use crate::store::{SecretPlace, Store};
use crate::{Error, StoreError};

/// Of all tenants: the key is theirs together.
const LEASE_TENANT: &str = "";
const LEASE: &str = "vault/rotation";
const LEASE_MILLISECONDS: i64 = 10 * 60 * 1000;

/// A vault whose master key this machine keeps.
pub struct LocalVault {
    source: KeySource,
    /// Newest first. There is more than one only while secrets are being sealed anew.
    keys: RwLock<Vec<MasterKey>>,
}

impl LocalVault {
    /// Reads the key, or makes one where there is none and the store holds no secrets.
    ///
    /// # Errors
    /// Where the key is lost, is not the one that the store's secrets were sealed under, or cannot be used.
    pub async fn open(source: KeySource, store: &dyn Store) -> Result<Self, Error> {
        // One tells for all: there are secrets under several keys only while a rotation is under way, and then all its keys
        // are there.
        let sealed = store.any_secret().await?;
        let keys = match source.read()? {
            Some(keys) => keys,
            None if sealed.is_some() => return Err(VaultError::KeyMissing { place: source.place() }.into()),
            None => source.create()?,
        };
        let known = |secret: &[u8]| keys.iter().any(|key| seal::is_under(key, secret));
        if sealed.is_some_and(|secret| !known(&secret.sealed)) {
            return Err(VaultError::WrongKey { place: source.place() }.into());
        }
        Ok(Self { source, keys: RwLock::new(keys) })
    }

    /// Seals every secret of the store under a new key and forgets the old one. Broken off at any point, all secrets can
    /// still be opened, and rotating again brings it to its end. How many were sealed anew.
    ///
    /// # Errors
    /// Where a secret cannot be opened, or the key or the store cannot be written.
    pub async fn rotate(&self, store: &dyn Store) -> Result<usize, Error> {
        // Another process may have rotated it, and one that does so now is waited for, not overtaken.
        let holder = format!("rotation/{:016x}", rand_id()?);
        let now = now();
        if !store.acquire_lease(LEASE_TENANT, LEASE, &holder, now, now + LEASE_MILLISECONDS).await? {
            return Err(VaultError::Rotating.into());
        }
        let rotated = self.rotate_alone(store).await;
        store.release_lease(LEASE_TENANT, LEASE, &holder).await?;
        rotated
    }

    async fn rotate_alone(&self, store: &dyn Store) -> Result<usize, Error> {
        let mut keys = self.source.read()?.ok_or_else(|| VaultError::KeyMissing { place: self.source.place() })?;
        match &self.source {
            // The new key was put in front from outside.
            KeySource::Given(_) if keys.len() > 1 => {}
            source => {
                keys.insert(0, MasterKey::generate()?);
                source.write(&keys)?;
            }
        }
        self.set(keys.clone());
        let mut count = 0;
        loop {
            let old: Vec<_> = store.all_secrets().await?;
            let old: Vec<_> = old.into_iter().filter(|(_, secret)| !seal::is_under(&keys[0], &secret.sealed)).collect();
            if old.is_empty() {
                break;
            }
            for (place, secret) in old {
                let opened = self.open_any(&place, &secret.sealed)?;
                let sealed = seal::seal(&keys[0], &place, &opened)?;
                // One that somebody replaced meanwhile is looked at again in the next round.
                count += usize::from(store.replace_secret(&place, secret.revision, &sealed).await?);
            }
        }
        if !matches!(self.source, KeySource::Given(_)) {
            // The key before stays until the next rotation: a process that seals right now may still use it.
            keys.truncate(2);
            self.source.write(&keys)?;
            self.set(keys);
        }
        Ok(count)
    }

    fn set(&self, keys: Vec<MasterKey>) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }

    fn open_any(&self, place: &SecretPlace, sealed: &[u8]) -> Result<SecretString, VaultError> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let key = keys.iter().find(|key| seal::is_under(key, sealed)).ok_or(VaultError::Sealed)?;
        seal::open(key, place, sealed)
    }
}

#[async_trait]
impl Vault for LocalVault {
    async fn seal(&self, place: &SecretPlace, secret: &SecretString) -> Result<Vec<u8>, VaultError> {
        // Read anew: another process may have rotated the key, and what is sealed under an old one is lost with it.
        if let Some(keys) = self.source.read()? {
            self.set(keys);
        }
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        seal::seal(&keys[0], place, secret)
    }

    async fn open(&self, place: &SecretPlace, sealed: &[u8]) -> Result<SecretString, VaultError> {
        match self.open_any(place, sealed) {
            // Another process may have rotated the key since it was read.
            Err(VaultError::Sealed) => {
                if let Some(keys) = self.source.read()? {
                    self.set(keys);
                }
                self.open_any(place, sealed)
            }
            result => result,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn rand_id() -> Result<u64, VaultError> {
    getrandom::u64().map_err(|_| VaultError::Randomness)
}

fn now() -> i64 {
    Clock::default().now()
}
