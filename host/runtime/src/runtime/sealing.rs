use std::collections::BTreeMap;
use std::time::Duration;

use secrecy::SecretString;
use tokio::time::{Instant, sleep};

use super::connections::Opened;
use super::{Inner, new_id};
use crate::Error;
use crate::auth::{GRANT_FIELD, Grant, RENEWAL, renewal_lease};
use crate::connection::ConnectionRecord;
use crate::connector::InstalledConnector;
use crate::egress::Essence;
use crate::store::{PutConnection, SecretPlace};
use crate::vault::{Binding, VaultError};

/// How often it is looked whether a renewal has ended.
const LOOK: Duration = Duration::from_millis(50);

/// What becomes of the sign-in of a connection that is kept.
pub(super) enum KeptGrant {
    /// There is none, or none any more.
    None,
    /// This one is kept.
    New(Box<Grant>),
    /// The one that is in the store stays: whoever renewed it meanwhile has the newer one.
    Stays {
        /// What it is bound to.
        binding: Binding,
    },
}

/// What the secrets of a connection are sealed for: everything that decides where they are sent, and as what. Whoever can
/// write to the store, but has no key, cannot send them elsewhere by changing it.
///
/// Secrets that are sealed already depend on it, so what it is made of never changes for the same record and manifest.
pub(super) fn binding_of(connector: &InstalledConnector, record: &ConnectionRecord) -> Binding {
    let parts = (
        1,
        &connector.name,
        connector.manifest.destinations(),
        record.connection_type,
        &record.auth_type,
        &record.fields,
        &record.derived,
        &record.site,
    );
    Binding::to(&serde_json::to_vec(&parts).unwrap_or_default())
}

impl Inner {
    /// What a connection is to whoever has it open: where its requests go and as whom. A sign-in is not part of it, since who
    /// has the connection open finds a new one by itself.
    pub(super) fn essence_of(
        &self,
        connector: &InstalledConnector,
        record: &ConnectionRecord,
        secrets: &BTreeMap<String, SecretString>,
    ) -> Essence {
        binding_of(connector, record).fingerprint(secrets, self.changes.key())
    }

    /// Opens the secrets of a connection, where they were sealed for what it is.
    pub(super) async fn open_secrets(
        &self,
        connector: &InstalledConnector,
        record: &ConnectionRecord,
    ) -> Result<Opened, Error> {
        let binding = binding_of(connector, record);
        let changed = || Error::ChangedOutside { name: record.name.clone() };
        let mut opened = Opened::default();
        for sealed in self.store.secrets(self.tenant(), &record.id).await? {
            let secret = self.vault.open(&self.place(&record.id, &sealed.field), &sealed.sealed).await?;
            if sealed.field == GRANT_FIELD {
                let grant = Grant::from_secret(&secret).ok_or(VaultError::Sealed)?;
                if grant.binding.as_deref() != Some(binding.as_str()) {
                    return Err(changed());
                }
                opened.grant = Some((grant, sealed.revision));
            } else {
                let secret = binding.unbind(&secret).ok_or_else(changed)?;
                opened.secrets.insert(sealed.field, secret);
            }
        }
        if record.secrets.iter().any(|name| !opened.secrets.contains_key(name)) {
            return Err(changed());
        }
        Ok(opened)
    }

    /// Keeps a connection with its secrets, sealed for what it is now; everything or nothing.
    pub(super) async fn keep(
        &self,
        connector: &InstalledConnector,
        record: &ConnectionRecord,
        secrets: &BTreeMap<String, SecretString>,
        grant: KeptGrant,
    ) -> Result<PutConnection, Error> {
        let binding = binding_of(connector, record);
        let mut all = Vec::new();
        for (field, secret) in secrets {
            all.push((field.clone(), binding.bind(secret)));
        }
        match grant {
            KeptGrant::Stays { binding: before } if before != binding => {
                self.keep_with_grant(record, all, &before, binding).await
            }
            KeptGrant::Stays { .. } => self.put(record, all, Some(GRANT_FIELD)).await,
            KeptGrant::New(grant) => {
                all.push((GRANT_FIELD.to_owned(), grant.bound(&binding).to_secret()));
                self.put(record, all, None).await
            }
            KeptGrant::None => self.put(record, all, None).await,
        }
    }

    /// Binds the sign-in that is kept anew. Nobody renews it meanwhile: what they were given would be lost.
    async fn keep_with_grant(
        &self,
        record: &ConnectionRecord,
        mut secrets: Vec<(String, SecretString)>,
        before: &Binding,
        binding: Binding,
    ) -> Result<PutConnection, Error> {
        let (lease, holder) = (renewal_lease(&record.id), new_id()?);
        let end = Instant::now() + Duration::from_millis(RENEWAL.unsigned_abs());
        loop {
            let now = self.now();
            if self.store.acquire_lease(self.tenant(), &lease, &holder, now, now + RENEWAL).await? {
                break;
            }
            if Instant::now() > end {
                return Err(Error::ConnectionChanged { name: record.name.clone() });
            }
            sleep(LOOK).await;
        }
        let kept = async {
            let stored = self.store.secrets(self.tenant(), &record.id).await?;
            if let Some(sealed) = stored.into_iter().find(|secret| secret.field == GRANT_FIELD) {
                let opened = self.vault.open(&self.place(&record.id, GRANT_FIELD), &sealed.sealed).await?;
                let grant = Grant::from_secret(&opened).ok_or(VaultError::Sealed)?;
                if grant.binding.as_deref() != Some(before.as_str()) {
                    return Ok(PutConnection::Changed);
                }
                secrets.push((GRANT_FIELD.to_owned(), grant.bound(&binding).to_secret()));
            }
            self.put(record, secrets, None).await
        };
        let kept = kept.await;
        self.store.release_lease(self.tenant(), &lease, &holder).await?;
        kept
    }

    async fn put(
        &self,
        record: &ConnectionRecord,
        secrets: Vec<(String, SecretString)>,
        keep: Option<&str>,
    ) -> Result<PutConnection, Error> {
        let mut sealed = Vec::new();
        for (field, secret) in secrets {
            let place = self.place(&record.id, &field);
            sealed.push((field, self.vault.seal(&place, &secret).await?));
        }
        Ok(self.store.put_connection(self.tenant(), &record.to_stored()?, Some(&sealed), keep).await?)
    }

    pub(super) fn place(&self, connection: &str, field: &str) -> SecretPlace {
        SecretPlace { tenant: self.tenant().to_owned(), connection: connection.to_owned(), field: field.to_owned() }
    }
}
