use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;
use zeroize::Zeroizing;

use super::{Grant, Tokens};
use crate::egress::Failure;
use crate::manifest::Credential;
use crate::redact::Redactor;

/// How many tokens of the past are still looked for in what comes back.
const PAST_TOKENS: usize = 8;

/// A connection's credential as requests carry it.
pub(crate) struct Authorization {
    signing: Signing,
    /// The secrets of the form, and what was made of them.
    secrets: Vec<SecretString>,
    found: RwLock<Found>,
}

enum Signing {
    None,
    Fixed(HeaderValue),
    Tokens(Arc<Tokens>),
}

/// What finds the secrets; made anew when a token is.
struct Found {
    tokens: Vec<SecretString>,
    redactor: Arc<Redactor>,
    generation: u64,
}

/// What one request is signed with.
pub(crate) struct Signed {
    /// The value of the `Authorization` header.
    pub(crate) header: HeaderValue,
    grant: Option<Arc<Grant>>,
}

impl Authorization {
    /// Signs nothing.
    pub(crate) fn none() -> Self {
        Self::new(Signing::None, Vec::new())
    }

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
            Credential::None | Credential::Oauth2(_) => None,
            Credential::Basic { username, password } => {
                let pair = Zeroizing::new(format!("{}:{}", field(username)?, field(password)?));
                let encoded = Zeroizing::new(STANDARD.encode(pair.as_bytes()));
                known.push(SecretString::from(encoded.as_str()));
                Some(Zeroizing::new(format!("Basic {}", encoded.as_str())))
            }
            Credential::Bearer(token) => Some(Zeroizing::new(format!("Bearer {}", field(token)?))),
        };
        let signing = match text {
            None => Signing::None,
            Some(text) => Signing::Fixed(sensitive(&text)?),
        };
        Some(Self::new(signing, known))
    }

    /// Signs with the access tokens of a grant.
    pub(crate) fn with_tokens(tokens: Tokens, secrets: &BTreeMap<String, SecretString>) -> Self {
        let grant = tokens.current();
        let authorization = Self::new(Signing::Tokens(Arc::new(tokens)), secrets.values().cloned().collect());
        if let Some(grant) = grant {
            authorization.note(&grant);
        }
        authorization
    }

    fn new(signing: Signing, secrets: Vec<SecretString>) -> Self {
        let redactor = Arc::new(Redactor::new(secrets.iter().map(ExposeSecret::expose_secret)));
        let found = RwLock::new(Found { tokens: Vec::new(), redactor, generation: 0 });
        Self { signing, secrets, found }
    }

    /// What a request is signed with; a token that ends soon is renewed first. None where requests are not signed.
    pub(crate) async fn sign(&self, deadline: Instant) -> Result<Option<Signed>, Failure> {
        match &self.signing {
            Signing::None => Ok(None),
            Signing::Fixed(header) => Ok(Some(Signed { header: header.clone(), grant: None })),
            Signing::Tokens(tokens) => self.signed(valid(tokens, deadline).await?).map(Some),
        }
    }

    /// Whether a response says that the access token it was signed with is no longer valid.
    pub(crate) fn is_refused(&self, status: u16, headers: &HeaderMap, body: &[u8]) -> bool {
        matches!(&self.signing, Signing::Tokens(tokens) if tokens.is_refused(status, headers, body))
    }

    /// What a request is signed with once its token was refused.
    pub(crate) async fn sign_again(&self, refused: &Signed, deadline: Instant) -> Result<Option<Signed>, Failure> {
        match (&self.signing, &refused.grant) {
            (Signing::Tokens(tokens), Some(grant)) => self.signed(renewed(tokens, grant, deadline).await?).map(Some),
            _ => self.sign(deadline).await,
        }
    }

    /// Where its tokens come from, as scheme, host and port.
    pub(crate) fn token_origin(&self) -> Option<String> {
        match &self.signing {
            Signing::Tokens(tokens) => Some(tokens.origin()),
            Signing::None | Signing::Fixed(_) => None,
        }
    }

    /// The scopes that were granted, where that is known.
    pub(crate) fn scopes(&self) -> Option<Vec<String>> {
        match &self.signing {
            Signing::Tokens(tokens) => tokens.current()?.scopes.clone(),
            Signing::None | Signing::Fixed(_) => None,
        }
    }

    /// The grant as it is now.
    pub(crate) fn grant(&self) -> Option<Arc<Grant>> {
        match &self.signing {
            Signing::Tokens(tokens) => tokens.current(),
            Signing::None | Signing::Fixed(_) => None,
        }
    }

    fn signed(&self, grant: Arc<Grant>) -> Result<Signed, Failure> {
        self.note(&grant);
        let text = Zeroizing::new(format!("Bearer {}", grant.access_token.expose_secret()));
        let header = sensitive(&text).ok_or_else(|| {
            Failure::Unauthenticated("the service gave a token that cannot stand in a header".to_owned())
        })?;
        Ok(Signed { header, grant: Some(grant) })
    }

    /// Looks for the tokens of a grant from now on.
    fn note(&self, grant: &Grant) {
        let is_known = |found: &Found, token: &SecretString| {
            found.tokens.iter().any(|known| known.expose_secret() == token.expose_secret())
        };
        let found = self.found.read().unwrap_or_else(PoisonError::into_inner);
        if grant.secrets().all(|token| is_known(&found, token)) {
            return;
        }
        drop(found);
        let mut found = self.found.write().unwrap_or_else(PoisonError::into_inner);
        for token in grant.secrets() {
            if !is_known(&found, token) {
                found.tokens.push(token.clone());
            }
        }
        let excess = found.tokens.len().saturating_sub(PAST_TOKENS);
        found.tokens.drain(..excess);
        found.redactor =
            Arc::new(Redactor::new(self.secrets.iter().chain(&found.tokens).map(ExposeSecret::expose_secret)));
        found.generation += 1;
    }

    /// Grows whenever there are further secrets to look for.
    pub(crate) fn generation(&self) -> u64 {
        self.found.read().unwrap_or_else(PoisonError::into_inner).generation
    }

    /// What takes the connection's secrets, and further ones of a call, out of what comes back.
    pub(crate) fn redactor(&self, further: &[SecretString]) -> Arc<Redactor> {
        let found = self.found.read().unwrap_or_else(PoisonError::into_inner);
        if further.is_empty() {
            return Arc::clone(&found.redactor);
        }
        let all = self.secrets.iter().chain(&found.tokens).chain(further);
        Arc::new(Redactor::new(all.map(ExposeSecret::expose_secret)))
    }
}

/// A request may need a token first, and a token a request: unboxed, the types of their futures would hold each other.
type GetsGrant<'a> = Pin<Box<dyn Future<Output = Result<Arc<Grant>, Failure>> + Send + 'a>>;

fn valid(tokens: &Arc<Tokens>, deadline: Instant) -> GetsGrant<'_> {
    Box::pin(tokens.valid(deadline))
}

fn renewed<'a>(tokens: &'a Arc<Tokens>, spent: &'a Arc<Grant>, deadline: Instant) -> GetsGrant<'a> {
    Box::pin(tokens.renew(spent, deadline))
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut header = HeaderValue::from_str(text).ok()?;
    header.set_sensitive(true);
    Some(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(authorization: &Authorization) -> Option<&HeaderValue> {
        match &authorization.signing {
            Signing::Fixed(header) => Some(header),
            _ => None,
        }
    }

    #[test]
    fn basic_is_rendered_as_rfc_7617_says() {
        let credential = Credential::Basic { username: "email".into(), password: "apiToken".into() };
        let fields = BTreeMap::from([("email".to_owned(), "Aladdin".to_owned())]);
        let secrets = BTreeMap::from([("apiToken".to_owned(), SecretString::from("open sesame"))]);
        let authorization = Authorization::render(&credential, &fields, &secrets).unwrap();
        let header = fixed(&authorization).unwrap();
        assert_eq!(header, "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assert!(header.is_sensitive());
        assert_eq!(authorization.redactor(&[]).text("QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), "[redacted]");
    }

    #[test]
    fn a_credential_without_its_fields_is_none() {
        let credential = Credential::Bearer("token".into());
        assert!(Authorization::render(&credential, &BTreeMap::new(), &BTreeMap::new()).is_none());
        let unsigned = Authorization::render(&Credential::None, &BTreeMap::new(), &BTreeMap::new()).unwrap();
        assert!(fixed(&unsigned).is_none());
    }
}
