//! Connections: what a user set up once, and actions on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::call::{Call, Routes, Session};
use crate::connector::Loaded;
use crate::redact::Redactor;
use crate::run::ActionCall;
use crate::runtime::Inner;
use crate::store::ConnectionRow;
use crate::{Error, run};

/// What a new connection is made of.
#[derive(Clone, Debug)]
pub struct ConnectionDraft {
    /// Its name, free text.
    pub name: String,
    /// The connector.
    pub connector: String,
    /// The auth type; the connector's first where none.
    pub auth_type: Option<String>,
    /// The fields of the form that are not secret.
    pub fields: BTreeMap<String, String>,
    /// Those that are.
    pub secrets: BTreeMap<String, SecretString>,
}

/// What is kept of a connection, without its secrets.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionRecord {
    /// Unique for ever.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The connector.
    pub connector: String,
    /// The auth type.
    pub auth_type: String,
    /// The fields of the form that are not secret.
    pub fields: BTreeMap<String, String>,
    /// The names of those that are.
    pub secrets: Vec<String>,
    /// Whose it is, as the last check told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// Milliseconds since the Unix epoch.
    pub created_at: i64,
}

/// Whose a connection is: the contract's `account`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The service's own id of the account.
    pub id: String,
    /// For people.
    pub name: String,
    /// Where the service tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What else the service tells.
    pub details: Value,
}

impl Account {
    /// Without the connection's secrets, whatever the connector made of what it was told.
    fn clean(mut self, redactor: &Redactor) -> Self {
        for text in [Some(&mut self.id), Some(&mut self.name), self.email.as_mut()].into_iter().flatten() {
            *text = redactor.text(text).into_owned();
        }
        redactor.value(&mut self.details);
        self
    }
}

impl ConnectionRecord {
    pub(crate) fn from_row(row: ConnectionRow, secrets: Vec<String>) -> Self {
        Self {
            id: row.id,
            name: row.name,
            connector: row.connector,
            auth_type: row.auth_type,
            fields: serde_json::from_str(&row.fields).unwrap_or_default(),
            secrets,
            account: row.account.and_then(|account| serde_json::from_str(&account).ok()),
            created_at: row.created_at,
        }
    }
}

/// A connection that is open: its credential is ready, its sockets are its own and stay open between calls.
///
/// Clones share them.
#[derive(Clone)]
pub struct Connection {
    pub(crate) runtime: Arc<Inner>,
    pub(crate) record: Arc<ConnectionRecord>,
    pub(crate) connector: Arc<Loaded>,
    pub(crate) session: Arc<Session>,
}

impl Connection {
    /// What is kept of it.
    pub fn record(&self) -> &ConnectionRecord {
        &self.record
    }

    /// Prepares an action.
    ///
    /// # Errors
    /// Where the connector has no such action, or does not offer it on this connection.
    pub fn action(&self, name: &str) -> Result<ActionCall, Error> {
        ActionCall::new(self.clone(), name)
    }

    /// Tries the connection and says whose it is.
    ///
    /// # Errors
    /// Where the service does not take the credential, or cannot be reached.
    pub async fn check(&self) -> Result<Account, Error> {
        let component = self.runtime.component(&self.connector).await?;
        let limits = Arc::clone(&self.runtime.settings.limits);
        let call = Arc::new(Call::unheard(Arc::clone(&self.session), Routes::Reads, limits, self.runtime.blobs()));
        let checked = tokio::time::timeout_at(call.deadline(), async {
            component.instantiate(&self.runtime.engine, Arc::clone(&call)).await?.check().await
        });
        let account = run::judge(checked.await, &call)?;
        Ok(account.clean(call.redactor()))
    }
}
