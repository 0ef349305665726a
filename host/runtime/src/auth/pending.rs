use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Attempt, Grant};
use crate::connection::ConnectionRecord;

/// A connection whose user is signing in, or choosing a site: all that is needed to go on, here or on another machine that
/// shares the vault.
pub(crate) struct Pending {
    pub(crate) record: ConnectionRecord,
    /// What the connection was called when this began, where it existed already.
    pub(crate) previous: Option<String>,
    /// The connector's digest: another one of its name must not get the secrets.
    pub(crate) digest: String,
    pub(crate) secrets: BTreeMap<String, SecretString>,
    pub(crate) allow_other_account: bool,
    pub(crate) attempt: Attempt,
    /// Once the user has signed in.
    pub(crate) grant: Option<Grant>,
}

/// How it is written before it is sealed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    record: &'a ConnectionRecord,
    previous: Option<&'a str>,
    digest: &'a str,
    secrets: BTreeMap<&'a str, &'a str>,
    allow_other_account: bool,
    attempt: &'a Attempt,
    grant: Option<&'a str>,
}

/// How it is read after it was opened.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    record: ConnectionRecord,
    previous: Option<String>,
    digest: String,
    secrets: BTreeMap<String, SecretString>,
    allow_other_account: bool,
    attempt: Attempt,
    grant: Option<SecretString>,
}

impl Pending {
    pub(crate) fn to_secret(&self) -> SecretString {
        let grant = self.grant.as_ref().map(Grant::to_secret);
        let written = Written {
            record: &self.record,
            previous: self.previous.as_deref(),
            digest: &self.digest,
            secrets: self.secrets.iter().map(|(name, secret)| (name.as_str(), secret.expose_secret())).collect(),
            allow_other_account: self.allow_other_account,
            attempt: &self.attempt,
            grant: grant.as_ref().map(ExposeSecret::expose_secret),
        };
        let text = Zeroizing::new(serde_json::to_string(&written).unwrap_or_default());
        SecretString::from(text.as_str())
    }

    pub(crate) fn from_secret(secret: &SecretString) -> Option<Self> {
        let read: Read = serde_json::from_str(secret.expose_secret()).ok()?;
        let grant = match read.grant {
            Some(grant) => Some(Grant::from_secret(&grant)?),
            None => None,
        };
        Some(Self {
            record: read.record,
            previous: read.previous,
            digest: read.digest,
            secrets: read.secrets,
            allow_other_account: read.allow_other_account,
            attempt: read.attempt,
            grant,
        })
    }
}
