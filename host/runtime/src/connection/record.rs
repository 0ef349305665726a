use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::manifest::{FieldKind, Manifest};
use crate::redact::Redactor;
use crate::store::StoredConnection;
use crate::{Error, Location, StoreError, StoreErrorKind};

/// How many days before it ends a credential is warned about.
const WARN_DAYS: i64 = 14;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// What is kept of a connection, without its secrets.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionRecord {
    /// Unique for ever.
    #[serde(default)]
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// The connector.
    #[serde(default)]
    pub connector: String,
    /// Where it is kept.
    #[serde(default)]
    pub location: Location,
    /// How the service is reached.
    pub connection_type: ConnectionType,
    /// The auth type.
    pub auth_type: String,
    /// The fields of the form that are not secret.
    pub fields: BTreeMap<String, String>,
    /// The names of those that are.
    pub secrets: Vec<String>,
    /// What the connector found out.
    pub derived: BTreeMap<String, String>,
    /// Whether it has found out all that it could.
    pub resolved: bool,
    /// The site that was chosen, where one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<Site>,
    /// Whose it is, as the last check told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// Whether its sign-in ends with the access token, because the service gave no refresh token.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ends_with_token: bool,
    /// When it was added; milliseconds since the Unix epoch.
    pub created_at: i64,
    /// When it was last tried with success; milliseconds since the Unix epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_at: Option<i64>,
    /// What it was read as; 0 before it is kept.
    #[serde(skip)]
    pub(crate) revision: i64,
}

/// How the service of a connection is reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ConnectionType {
    /// From this machine, over the internet or a network of its own.
    #[default]
    Direct,
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

/// A site that a credential reaches: the contract's `site`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The service's own id.
    pub id: String,
    /// For people.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Whether the fields of the form mean this site.
    pub wanted: bool,
    /// What choosing it makes of derived fields.
    pub fields: BTreeMap<String, String>,
}

impl Account {
    /// Without the connection's secrets, whatever the connector made of what it was told.
    pub(super) fn clean(mut self, redactor: &Redactor) -> Self {
        for text in [Some(&mut self.id), Some(&mut self.name), self.email.as_mut()].into_iter().flatten() {
            *text = redactor.text(text).into_owned();
        }
        redactor.value(&mut self.details);
        self
    }
}

impl ConnectionRecord {
    pub(crate) fn from_stored(stored: StoredConnection) -> Result<Self, Error> {
        let record: Self = serde_json::from_str(&stored.record)
            .map_err(|error| StoreError::new("read the connection", StoreErrorKind::Damaged, error))?;
        let StoredConnection { id, name, connector, location, revision, .. } = stored;
        Ok(Self { id, name, connector, location, revision, ..record })
    }

    pub(crate) fn to_stored(&self) -> Result<StoredConnection, Error> {
        Ok(StoredConnection {
            id: self.id.clone(),
            name: self.name.clone(),
            connector: self.connector.clone(),
            location: self.location.clone(),
            record: serde_json::to_string(self).map_err(Error::InvalidOutput)?,
            revision: self.revision,
        })
    }

    /// The fields of the form and those that were found out.
    pub(crate) fn all_fields(&self) -> BTreeMap<String, String> {
        let mut fields = self.derived.clone();
        fields.extend(self.fields.clone());
        fields
    }

    /// What will need attention: secrets that have ended or end soon, and a sign-in that cannot be renewed.
    pub(crate) fn warnings(&self, manifest: &Manifest, now: i64) -> Vec<String> {
        let Some(auth_type) = manifest.auth_type(&self.auth_type) else { return Vec::new() };
        let form = manifest.form(auth_type);
        let mut warnings = Vec::new();
        if self.ends_with_token {
            warnings.push(
                "the service gave no refresh token: the sign-in ends with its access token, and then wants a reconnect"
                    .to_owned(),
            );
        }
        for field in form.filter(|field| self.secrets.contains(&field.name)) {
            let FieldKind::Secret(secret) = &field.kind else { continue };
            let end = secret.expires.as_ref().and_then(|name| self.fields.get(name));
            let Some((date, start)) = end.and_then(|date| Some((date, start_of(date)?))) else { continue };
            // The last day counts whole, wherever on earth it is.
            let left = start + DAY - now;
            if left < 0 {
                warnings.push(format!("{} ended on {date}: make a new one and reconnect", field.label));
            } else if left <= WARN_DAYS * DAY {
                warnings.push(format!("{} ends on {date}: make a new one in time and reconnect", field.label));
            }
        }
        warnings
    }
}

/// When a day begins in UTC, in milliseconds since the Unix epoch; `date` is an RFC 3339 full date.
fn start_of(date: &str) -> Option<i64> {
    let date: jiff::civil::Date = date.parse().ok()?;
    let midnight = date.to_datetime(jiff::civil::Time::midnight());
    Some(jiff::tz::Offset::UTC.to_timestamp(midnight).ok()?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_the_start_of_its_day() {
        assert_eq!(start_of("1970-01-02"), Some(DAY));
        assert_eq!(start_of("2026-11-24"), Some(1_795_478_400_000));
        assert_eq!(start_of("2026-13-01"), None);
    }
}
