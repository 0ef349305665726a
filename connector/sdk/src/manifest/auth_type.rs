use serde_json::Value;

use super::when;
use crate::{AuthType, Basic, Credential, Field, Oauth2};

impl AuthType {
    /// A way to sign in.
    pub fn new(name: &str, label: &str, credential: impl Into<Credential>) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: None,
            fields: Vec::new(),
            when: Vec::new(),
            credential: credential.into(),
            choose_site: false,
            annotations: "{}".to_owned(),
        }
    }

    /// Says where to get the credential.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }

    /// Asks for a field.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Offers it only where these conditions hold.
    #[must_use]
    pub fn when(mut self, conditions: &[(&str, &[&str])]) -> Self {
        self.when = when(conditions);
        self
    }

    /// Has the user choose one of [`Connector::sites`](crate::Connector::sites) after signing in.
    #[must_use]
    pub fn choose_site(mut self) -> Self {
        self.choose_site = true;
        self
    }

    /// Registered keys and their values, a JSON object.
    #[must_use]
    pub fn annotations(mut self, annotations: &Value) -> Self {
        self.annotations = annotations.to_string();
        self
    }
}

impl Credential {
    /// HTTP Basic (RFC 7617) from two fields.
    pub fn basic(username: &str, password: &str) -> Self {
        Self::Basic(Basic { username: username.to_owned(), password: password.to_owned() })
    }

    /// A bearer token (RFC 6750) from a field.
    pub fn bearer(token: &str) -> Self {
        Self::Bearer(token.to_owned())
    }
}

impl From<Oauth2> for Credential {
    fn from(oauth2: Oauth2) -> Self {
        Self::Oauth2(oauth2)
    }
}
