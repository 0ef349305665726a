use std::collections::BTreeMap;

use secrecy::SecretString;

use super::establish::{Candidate, auth_type, check_derived, checked_name};
use super::{Runtime, new_id};
use crate::auth::{Exported, read_exported, write_exported};
use crate::connection::ConnectionRecord;
use crate::vault::{self, VaultError};
use crate::{Error, SignInError};

impl Runtime {
    /// Writes connections with their secrets into a text that only the passphrase opens (in the format of `age`).
    ///
    /// A sign-in moves with its connection: two stores that renew the same grant lose it, so a connection that signs in
    /// with OAuth should be used in one of them only.
    ///
    /// # Errors
    /// Where a connection does not exist, a secret cannot be opened, or the passphrase is too short.
    pub async fn export_connections(&self, names: &[String], passphrase: &SecretString) -> Result<String, Error> {
        let mut exported = Vec::new();
        for name in names {
            let record = self.connection_record(name).await?;
            let connector = self.connector(&record.connector).await?;
            let opened = self.inner.open_secrets(&connector, &record).await?;
            let grant = opened.grant.map(|(grant, _)| grant);
            exported.push(Exported { record, secrets: opened.secrets, grant });
        }
        let (passphrase, text) = (passphrase.clone(), write_exported(&exported));
        super::blocking(move || vault::seal_with_passphrase(&passphrase, text.as_bytes()).map_err(of_export)).await
    }

    /// Adds the connections of an export; all of them or, where one cannot be added, none. Their locations are made.
    ///
    /// # Errors
    /// Where the passphrase is wrong, a name is taken, or a connector is not installed.
    pub async fn import_connections(
        &self,
        sealed: &str,
        passphrase: &SecretString,
    ) -> Result<Vec<ConnectionRecord>, Error> {
        self.import_connections_as(sealed, passphrase, &BTreeMap::new()).await
    }

    /// The same, where connections of these names get others.
    ///
    /// # Errors
    /// As [`import_connections`](Self::import_connections), and where the export has no connection of such a name.
    pub async fn import_connections_as(
        &self,
        sealed: &str,
        passphrase: &SecretString,
        renames: &BTreeMap<String, String>,
    ) -> Result<Vec<ConnectionRecord>, Error> {
        let (text, passphrase) = (sealed.to_owned(), passphrase.clone());
        let opened =
            super::blocking(move || vault::open_with_passphrase(&passphrase, &text).map_err(of_export)).await?;
        let mut exported = read_exported(&opened).ok_or(Error::Export(VaultError::NotSealedSo))?;
        let names: Vec<String> = exported.iter().map(|exported| exported.record.name.clone()).collect();
        for (name, new) in renames {
            let Some(place) = names.iter().position(|known| known == name) else {
                return Err(Error::NotInExport { name: name.clone(), names });
            };
            exported[place].record.name.clone_from(new);
        }
        let mut candidates = Vec::new();
        for Exported { mut record, secrets, grant } in exported {
            if self.inner.store.connection(self.inner.tenant(), &record.name).await?.is_some() {
                return Err(Error::ConnectionExists { name: record.name });
            }
            let connector = self.connector(&record.connector).await?;
            if connector.manifest.auth_type(&record.auth_type).is_none() {
                return Err(SignInError::NoPage { auth_type: record.auth_type }.into());
            }
            let auth_type = auth_type(&connector.manifest, Some(&record.auth_type))?;
            // Whoever wrote the file may have written anything.
            record.name = checked_name(&record.name)?;
            let filled = self.inner.fill(&connector, auth_type, &record.fields, &secrets)?;
            check_derived(&connector.manifest, &record.derived)?;
            record.fields = filled.fields;
            let secrets = filled.secrets;
            record.id = new_id()?;
            let candidate = Candidate::new(connector, record, secrets);
            candidates.push((candidate, grant));
        }
        let mut added: Vec<ConnectionRecord> = Vec::new();
        for (candidate, grant) in candidates {
            self.add_location(&candidate.record.location).await?;
            match self.save(candidate, grant).await {
                Ok(record) => added.push(record),
                Err(error) => {
                    for record in added {
                        if let Err(left) = self.inner.forget_connection(&record.id).await {
                            tracing::warn!("`{}` was imported and could not be taken back: {left}", record.name);
                        }
                    }
                    return Err(error);
                }
            }
        }
        Ok(added)
    }
}

/// What a passphrase and its file are to blame for is no matter of this host's vault.
fn of_export(error: VaultError) -> Error {
    match error {
        VaultError::ShortPassphrase { .. } | VaultError::WrongPassphrase | VaultError::NotSealedSo => {
            Error::Export(error)
        }
        error => error.into(),
    }
}
