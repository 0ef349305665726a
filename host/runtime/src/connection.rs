//! Connections: what a user set up once, and actions on it.

mod draft;
mod record;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use crate::auth::lacking;
use crate::call::{Call, Routes, Session};
use crate::component::{CallFailure, Instance};
use crate::connector::Loaded;
use crate::egress::{RateLimitState, may_be_derived};
use crate::run::ActionCall;
use crate::runtime::Inner;
use crate::{Error, run};

pub use draft::{ConnectionChange, ConnectionDraft};
pub use record::{Account, ConnectionRecord, ConnectionType, Site};

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

/// What trying a connection told.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionCheck {
    /// Whose it is.
    pub account: Account,
    /// The site that was chosen, where one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// The OAuth scopes that were granted, where they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// Actions that these scopes do not allow, with the scopes that they lack.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub unavailable: BTreeMap<String, Vec<String>>,
    /// What the service last said about its rate limits, by the name of the endpoint.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub rate_limits: BTreeMap<String, RateLimitState>,
    /// What will need attention, such as a credential that ends soon.
    pub warnings: Vec<String>,
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

    /// What will need attention soon, without asking the service.
    pub fn warnings(&self) -> Vec<String> {
        self.record.warnings(&self.connector.manifest, self.runtime.settings.clock.now())
    }

    /// The OAuth scopes that were granted, where they are known.
    pub fn scopes(&self) -> Option<Vec<String>> {
        self.session.egress.authorization().scopes()
    }

    /// Tries the connection.
    ///
    /// # Errors
    /// Where the service does not take the credential, or cannot be reached.
    pub async fn check(&self) -> Result<ConnectionCheck, Error> {
        let (account, call) = self.ask(async |instance| instance.check().await).await?;
        let scopes = self.scopes();
        Ok(ConnectionCheck {
            account: account.clean(&call.redactor()),
            site: self.record.site.clone(),
            unavailable: scopes.as_deref().map(|granted| self.unavailable(granted)).unwrap_or_default(),
            scopes,
            rate_limits: self.rate_limits(),
            warnings: self.warnings(),
        })
    }

    /// The sites that the credential reaches.
    pub(crate) async fn sites(&self) -> Result<Vec<Site>, Error> {
        self.ask(async |instance| instance.sites().await).await.map(|(sites, _)| sites)
    }

    /// Finds out the derived fields; what was known before stays.
    pub(crate) async fn resolve(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut derived = self.record.derived.clone();
        derived.extend(self.found().await?);
        Ok(derived)
    }

    /// What the connector finds out.
    pub(crate) async fn found(&self) -> Result<BTreeMap<String, String>, Error> {
        let (found, _) = self.ask(async |instance| instance.resolve().await).await?;
        for (name, value) in &found {
            self.check_derived(name, value)?;
        }
        Ok(found.into_iter().collect())
    }

    /// A derived value may only be what the manifest lets it be.
    pub(crate) fn check_derived(&self, name: &str, value: &str) -> Result<(), Error> {
        if self.connector.manifest.may_derive(name, value) {
            return Ok(());
        }
        let message = format!("it found a value for `{name}` that its manifest does not allow");
        Err(Error::ConnectorFailed { message, uncertain: false })
    }

    /// Actions that these scopes do not allow, with what they lack.
    fn unavailable(&self, granted: &[String]) -> BTreeMap<String, Vec<String>> {
        self.connector.manifest.lacking(granted, &self.session.fields)
    }

    /// Asks the connector something beside actions; it may only read.
    pub(crate) async fn ask<T>(
        &self,
        question: impl AsyncFnOnce(&mut Instance) -> Result<T, CallFailure>,
    ) -> Result<(T, Arc<Call>), Error> {
        let component = self.runtime.component(&self.connector).await?;
        let limits = Arc::clone(&self.runtime.settings.limits);
        let call = Arc::new(Call::unheard(Arc::clone(&self.session), Routes::Reads, limits, self.runtime.blobs()));
        let answered = tokio::time::timeout_at(call.deadline(), async {
            let mut instance = component.instantiate(&self.runtime.engine, Arc::clone(&call)).await?;
            question(&mut instance).await
        });
        let answer = run::judge(answered.await, &call)?;
        Ok((answer, call))
    }
}

impl crate::manifest::Manifest {
    /// Whether a derived field is declared and may have this value.
    pub(crate) fn may_derive(&self, name: &str, value: &str) -> bool {
        self.derived.iter().any(|field| field.name == name && may_be_derived(field, value))
    }

    /// The actions that these scopes do not allow on a connection with these fields, with what they lack, going by an input
    /// that says no more than it must.
    pub(crate) fn lacking(
        &self,
        granted: &[String],
        fields: &BTreeMap<String, String>,
    ) -> BTreeMap<String, Vec<String>> {
        let value = |name: &str| fields.get(name).map(String::as_str);
        let offered = self.actions.iter().filter(|action| crate::manifest::holds(&action.when, value));
        offered
            .map(|action| (action.name.clone(), lacking(action, value, &Value::Null, granted)))
            .filter(|(_, lacking)| !lacking.is_empty())
            .collect()
    }
}
