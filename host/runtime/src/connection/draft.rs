use std::collections::BTreeMap;

use secrecy::SecretString;

use super::ConnectionType;
use crate::Location;

/// What a new connection is made of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ConnectionDraft {
    /// Its name, free text.
    pub name: String,
    /// The connector.
    pub connector: String,
    /// The auth type; the connector's first where none.
    pub auth_type: Option<String>,
    /// Where it is kept.
    pub location: Location,
    /// How the service is reached.
    pub connection_type: ConnectionType,
    /// The fields of the form that are not secret.
    pub fields: BTreeMap<String, String>,
    /// Those that are.
    pub secrets: BTreeMap<String, SecretString>,
    /// Derived fields that are known already; where any are given, none is found out.
    pub derived: BTreeMap<String, String>,
}

impl ConnectionDraft {
    /// A connection of this name, with this connector.
    pub fn new(name: impl Into<String>, connector: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            connector: connector.into(),
            auth_type: None,
            location: Location::default(),
            connection_type: ConnectionType::default(),
            fields: BTreeMap::new(),
            secrets: BTreeMap::new(),
            derived: BTreeMap::new(),
        }
    }

    /// Signs in this way.
    #[must_use]
    pub fn auth_type(mut self, name: impl Into<String>) -> Self {
        self.auth_type = Some(name.into());
        self
    }

    /// Is kept here.
    #[must_use]
    pub fn location(mut self, location: Location) -> Self {
        self.location = location;
        self
    }

    /// Fills in a field that is not secret.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.insert(name.into(), value.into());
        self
    }

    /// Fills in a secret field.
    #[must_use]
    pub fn secret(mut self, name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        self.secrets.insert(name.into(), value.into());
        self
    }
}

/// What changes in a connection that exists; what is not named stays.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ConnectionChange {
    /// A new name.
    pub name: Option<String>,
    /// Another way to sign in. Fields and secrets that it does not ask for are dropped.
    pub auth_type: Option<String>,
    /// Fields that are not secret; none: emptied.
    pub fields: BTreeMap<String, Option<String>>,
    /// Secrets.
    pub secrets: BTreeMap<String, SecretString>,
    /// Whether it may become a connection of another account or site.
    pub allow_other_account: bool,
}

impl ConnectionChange {
    /// Gives a new name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Fills in a field that is not secret.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.insert(name.into(), Some(value.into()));
        self
    }

    /// Fills in a secret field.
    #[must_use]
    pub fn secret(mut self, name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        self.secrets.insert(name.into(), value.into());
        self
    }

    /// Lets it become a connection of another account or site.
    #[must_use]
    pub fn allow_other_account(mut self) -> Self {
        self.allow_other_account = true;
        self
    }
}
