use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;

use super::sealing::{KeptGrant, binding_of};
use super::{Inner, Runtime, to_the_end};
use crate::auth::{Authorization, Grant, Kept, TokenEndpoint, Tokens, requested};
use crate::call::Session;
use crate::connection::{Connection, ConnectionCheck, ConnectionRecord};
use crate::connector::InstalledConnector;
use crate::egress::{Egress, Owner, resolve, url_endpoint};
use crate::error::nearest;
use crate::manifest::{AuthType, Credential, OAuth2};
use crate::store::PutConnection;
use crate::{Error, Problem};

/// How often something is read anew that others change meanwhile.
const ATTEMPTS: usize = 8;

/// The secrets of a connection, opened.
#[derive(Default)]
pub(super) struct Opened {
    /// Those of the form.
    pub(super) secrets: BTreeMap<String, SecretString>,
    /// The grant, and the revision under which it is kept.
    pub(super) grant: Option<(Grant, i64)>,
}

impl Runtime {
    /// The connections, by name.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn connections(&self) -> Result<Vec<ConnectionRecord>, Error> {
        let stored = self.inner.store.connections(self.inner.tenant()).await?;
        stored.into_iter().map(ConnectionRecord::from_stored).collect()
    }

    /// What is kept of the connection of this name.
    ///
    /// # Errors
    /// Where it does not exist.
    pub async fn connection_record(&self, name: &str) -> Result<ConnectionRecord, Error> {
        if let Some(stored) = self.inner.store.connection(self.inner.tenant(), name).await? {
            return ConnectionRecord::from_stored(stored);
        }
        let known = self.inner.store.connections(self.inner.tenant()).await?;
        let nearest = nearest(name, known.iter().map(|connection| connection.name.as_str()));
        Err(Error::UnknownConnection { name: name.to_owned(), nearest })
    }

    /// Opens a connection, to perform actions on it. One that was added untried finds out first what it must know.
    ///
    /// # Errors
    /// Where it does not exist, its secrets cannot be opened, or it cannot find out what it must know.
    pub async fn connection(&self, name: &str) -> Result<Connection, Error> {
        let (connector, record, opened) = self.opened(name).await?;
        let connection = self.inner.connect(&connector, record, &opened, true)?;
        if connection.record.resolved || connector.manifest.derived.is_empty() {
            return Ok(connection);
        }
        let found = connection.resolve().await?;
        self.keep_found(name, &connection.record, &found).await?;
        let (connector, record, opened) = self.opened(name).await?;
        self.inner.connect(&connector, record, &opened, true)
    }

    /// Keeps what a connection found out; its secrets are sealed for it from then on.
    async fn keep_found(
        &self,
        name: &str,
        seen: &ConnectionRecord,
        found: &BTreeMap<String, String>,
    ) -> Result<(), Error> {
        for _ in 0..ATTEMPTS {
            let (connector, mut record, opened) = self.opened(name).await?;
            // What was found out is of the address that was asked.
            if record.fields != seen.fields || record.resolved {
                return Ok(());
            }
            let grant = match opened.grant {
                Some(_) => KeptGrant::Stays { binding: binding_of(&connector, &record) },
                None => KeptGrant::None,
            };
            record.derived.clone_from(found);
            record.resolved = true;
            match self.inner.keep(&connector, &record, &opened.secrets, grant).await? {
                PutConnection::Done => return Ok(()),
                PutConnection::NameTaken => return Err(Error::ConnectionExists { name: record.name }),
                PutConnection::Changed => {}
            }
        }
        Err(Error::ConnectionChanged { name: name.to_owned() })
    }

    /// What is kept of a connection, with its connector and its secrets opened; all of the same moment.
    ///
    /// # Errors
    /// [`Error::ChangedOutside`] where its secrets were sealed for something else.
    pub(super) async fn opened(&self, name: &str) -> Result<(InstalledConnector, ConnectionRecord, Opened), Error> {
        for _ in 0..ATTEMPTS {
            let record = self.connection_record(name).await?;
            let connector = self.connector(&record.connector).await?;
            let opened = self.inner.open_secrets(&connector, &record).await;
            if self.connection_record(name).await?.revision == record.revision {
                return Ok((connector, record, opened?));
            }
        }
        Err(Error::ConnectionChanged { name: name.to_owned() })
    }

    /// Changes something of what is kept of a connection, and nothing that others change meanwhile.
    pub(super) async fn revise(&self, name: &str, change: impl Fn(&mut ConnectionRecord)) -> Result<(), Error> {
        for _ in 0..ATTEMPTS {
            let mut record = self.connection_record(name).await?;
            change(&mut record);
            match self.inner.store.put_connection(self.inner.tenant(), &record.to_stored()?, None, None).await? {
                PutConnection::Done => return Ok(()),
                PutConnection::NameTaken => return Err(Error::ConnectionExists { name: record.name }),
                PutConnection::Changed => {}
            }
        }
        Err(Error::ConnectionChanged { name: name.to_owned() })
    }

    /// Tries a connection and keeps what it tells. A grant that would die unused is used by this.
    ///
    /// # Errors
    /// Where the service does not take the credential, or cannot be reached.
    pub async fn check_connection(&self, name: &str) -> Result<ConnectionCheck, Error> {
        let connection = self.connection(name).await?;
        let check = connection.check().await?;
        let (now, tried) = (self.inner.now(), Arc::clone(&connection.record));
        self.revise(name, |record| {
            // What was tried may not be what is kept by now.
            if record.fields == tried.fields && record.auth_type == tried.auth_type {
                record.account = Some(check.account.clone());
                record.checked_at = Some(now);
            }
        })
        .await?;
        Ok(check)
    }

    /// What will need attention soon, without asking the service.
    ///
    /// # Errors
    /// Where its connector is not installed.
    pub async fn connection_warnings(&self, record: &ConnectionRecord) -> Result<Vec<String>, Error> {
        let connector = self.connector(&record.connector).await?;
        Ok(record.warnings(&connector.manifest, self.inner.now()))
    }

    /// Removes a connection and its secrets.
    ///
    /// # Errors
    /// Where it does not exist.
    pub async fn remove_connection(&self, name: &str) -> Result<(), Error> {
        let record = self.connection_record(name).await?;
        let inner = Arc::clone(&self.inner);
        to_the_end(async move { inner.forget_connection(&record.id).await }).await
    }
}

impl Inner {
    /// Removes a connection from the store, and ends what has it open.
    pub(super) async fn forget_connection(&self, id: &str) -> Result<(), Error> {
        self.store.remove_connection(self.tenant(), id).await?;
        self.changes.removed(id);
        Ok(())
    }

    /// Makes a connection ready; `kept` says that it is in the store, where its renewed tokens go.
    pub(super) fn connect(
        self: &Arc<Self>,
        connector: &InstalledConnector,
        record: ConnectionRecord,
        opened: &Opened,
        kept: bool,
    ) -> Result<Connection, Error> {
        let manifest = &connector.manifest;
        let auth_type = manifest.auth_type(&record.auth_type).ok_or_else(|| {
            let message = format!("connector `{}` has no auth type `{}` any more", manifest.name, record.auth_type);
            problem("/authType", message)
        })?;
        let fields = record.all_fields();
        let client = client_id(&auth_type.credential, &fields)
            .or_else(|| self.settings.client(&connector.name, &auth_type.name).map(|client| client.client_id.clone()));
        let client = client.map(|client| format!("{}/{}/{client}", connector.name, auth_type.name));
        let owner = Owner { connection: record.id.clone(), client };
        let authorization = self.authorization(connector, auth_type, &record, opened, kept)?;
        let endpoints =
            manifest.endpoints.iter().filter_map(|endpoint| resolve(manifest, endpoint, auth_type, &fields)).collect();
        let mut egress = Egress::new(Arc::clone(&self.network), owner, authorization);
        if kept {
            let essence = self.essence_of(connector, &record, &opened.secrets);
            egress = egress.while_valid(self.changes.opened(&record.id, record.revision, essence));
        }
        let session = Session { auth_type: auth_type.name.clone(), fields, endpoints, egress };
        Ok(Connection {
            runtime: Arc::clone(self),
            connector: self.loaded(connector),
            session: Arc::new(session),
            record: Arc::new(record),
        })
    }

    fn authorization(
        &self,
        connector: &InstalledConnector,
        auth_type: &AuthType,
        record: &ConnectionRecord,
        opened: &Opened,
        kept: bool,
    ) -> Result<Authorization, Error> {
        let Credential::Oauth2(oauth2) = &auth_type.credential else {
            return Authorization::render(&auth_type.credential, &record.fields, &opened.secrets)
                .ok_or_else(|| problem("", "the fields of the credential are not filled in".to_owned()));
        };
        let endpoint = self.token_endpoint(connector, auth_type, oauth2, &record.all_fields(), &opened.secrets)?;
        let binding = opened.grant.as_ref().and_then(|(grant, _)| grant.binding.clone());
        let kept = kept.then(|| Kept {
            store: Arc::clone(&self.store),
            vault: Arc::clone(&self.vault),
            tenant: self.tenant().to_owned(),
            connection: record.id.clone(),
            binding: binding.unwrap_or_else(|| binding_of(connector, record).as_str().to_owned()),
        });
        let scopes = requested(oauth2, &record.fields);
        let clock = self.settings.clock.clone();
        let tokens = Tokens::new(endpoint, scopes, opened.grant.clone(), kept, clock);
        Ok(Authorization::with_tokens(tokens, &opened.secrets))
    }

    /// The token endpoint of an auth type, for the client of a connection or the operator's.
    pub(super) fn token_endpoint(
        &self,
        connector: &InstalledConnector,
        auth_type: &AuthType,
        oauth2: &OAuth2,
        fields: &BTreeMap<String, String>,
        secrets: &BTreeMap<String, SecretString>,
    ) -> Result<TokenEndpoint, Error> {
        let operators = self.settings.client(&connector.name, &auth_type.name);
        let own = fields.get(&oauth2.client_id);
        let (id, secret) = match (own, operators) {
            (Some(id), _) => (id.clone(), oauth2.client_secret.as_ref().and_then(|name| secrets.get(name)).cloned()),
            (None, Some(client)) => (client.client_id.clone(), client.client_secret.clone()),
            (None, None) => {
                return Err(problem(&format!("/{}", oauth2.client_id), "is needed to sign in".to_owned()));
            }
        };
        let endpoint = url_endpoint("token", &oauth2.token_url, &connector.manifest, auth_type, fields);
        let unknown = || problem("", "the address of the token endpoint is not known".to_owned());
        let endpoint = endpoint.ok_or_else(unknown)?;
        if own.is_none() && endpoint.is_chosen() {
            let message = "is needed: the operator's client signs in at addresses of the connector alone".to_owned();
            return Err(problem(&format!("/{}", oauth2.client_id), message));
        }
        // A token endpoint serves all connections of a client alike.
        let place = endpoint.base.origin().ascii_serialization();
        let owner =
            Owner { connection: format!("client/{}/{}/{id}@{place}", connector.name, auth_type.name), client: None };
        TokenEndpoint::new(&self.network, owner, endpoint, oauth2, id, secret).ok_or_else(unknown)
    }
}

/// The client that a connection brings along.
fn client_id(credential: &Credential, fields: &BTreeMap<String, String>) -> Option<String> {
    match credential {
        Credential::Oauth2(oauth2) => fields.get(&oauth2.client_id).cloned(),
        _ => None,
    }
}

/// One thing that is wrong with a connection.
pub(super) fn problem(at: &str, message: String) -> Error {
    Error::InvalidConnection { problems: vec![Problem { at: at.to_owned(), message }] }
}
