//! Renders a connection's credential. Beside the vault and the egress, nothing else reads a secret's value.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::manifest::Credential;
use crate::redact::Redactor;

/// A connection's credential as a request carries it.
pub(crate) struct Authorization {
    /// The value of the `Authorization` header; none where requests are not signed.
    header: Option<HeaderValue>,
    /// The secrets, and what was made of them.
    secrets: Vec<SecretString>,
    /// What finds them; made once, since most calls bring no further secrets.
    redactor: Arc<Redactor>,
}

impl Authorization {
    /// Renders a credential from the fields and secrets of a connection; none where one of them is missing.
    pub(crate) fn render(
        credential: &Credential,
        fields: &BTreeMap<String, String>,
        secrets: &BTreeMap<String, SecretString>,
    ) -> Option<Self> {
        let field = |name: &str| -> Option<&str> {
            let secret = || secrets.get(name).map(ExposeSecret::expose_secret);
            fields.get(name).map(String::as_str).or_else(secret)
        };
        let mut known: Vec<SecretString> = secrets.values().cloned().collect();
        let text = match credential {
            Credential::None => None,
            Credential::Basic { username, password } => {
                let pair = Zeroizing::new(format!("{}:{}", field(username)?, field(password)?));
                let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
                known.push(SecretString::from(encoded.as_str()));
                Some(Zeroizing::new(format!("Basic {}", encoded.as_str())))
            }
            Credential::Bearer(token) => Some(Zeroizing::new(format!("Bearer {}", field(token)?))),
        };
        let header = match text {
            None => None,
            Some(text) => {
                let mut header = HeaderValue::from_str(&text).ok()?;
                header.set_sensitive(true);
                Some(header)
            }
        };
        let redactor = Arc::new(Redactor::new(known.iter().map(ExposeSecret::expose_secret)));
        Some(Self { header, secrets: known, redactor })
    }

    /// The value of the `Authorization` header.
    pub(crate) fn header(&self) -> Option<&HeaderValue> {
        self.header.as_ref()
    }

    /// What takes these secrets, and further ones of a call, out of what comes back.
    pub(crate) fn redactor(&self, further: &[&str]) -> Arc<Redactor> {
        if further.is_empty() {
            return Arc::clone(&self.redactor);
        }
        let known = self.secrets.iter().map(ExposeSecret::expose_secret);
        Arc::new(Redactor::new(known.chain(further.iter().copied())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_is_rendered_as_rfc_7617_says() {
        let credential = Credential::Basic { username: "email".into(), password: "apiToken".into() };
        let fields = BTreeMap::from([("email".to_owned(), "Aladdin".to_owned())]);
        let secrets = BTreeMap::from([("apiToken".to_owned(), SecretString::from("open sesame"))]);
        let authorization = Authorization::render(&credential, &fields, &secrets).unwrap();
        let header = authorization.header().unwrap();
        assert_eq!(header, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(header.is_sensitive());
        assert_eq!(authorization.redactor(&[]).text("QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "[redacted]");
    }

    #[test]
    fn a_credential_without_its_fields_is_none() {
        let credential = Credential::Bearer("token".into());
        assert!(Authorization::render(&credential, &BTreeMap::new(), &BTreeMap::new()).is_none());
        assert!(
            Authorization::render(&Credential::None, &BTreeMap::new(), &BTreeMap::new()).unwrap().header().is_none()
        );
    }
}
