use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::vault::Binding;

/// Under which name a grant is kept among the secrets of a connection. No field of a form can have it.
pub(crate) const GRANT_FIELD: &str = "oauth2/grant";

/// What a token endpoint gave: RFC 6749 §5.1.
#[derive(Clone)]
pub(crate) struct Grant {
    pub(super) access_token: SecretString,
    pub(super) refresh_token: Option<SecretString>,
    /// Milliseconds since the Unix epoch, where the server said.
    pub(crate) expires_at: Option<i64>,
    /// Where they are known.
    pub(crate) scopes: Option<Vec<String>>,
    /// Milliseconds since the Unix epoch.
    pub(crate) obtained_at: i64,
    /// The server says that it is worth nothing any more.
    pub(crate) dead: bool,
    /// What it is for: the binding of its connection's secrets. A handle that was opened for something else does not take
    /// it over.
    pub(crate) binding: Option<String>,
}

/// How a grant is written before it is sealed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    access_token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scopes: Option<&'a [String]>,
    obtained_at: i64,
    dead: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    binding: Option<&'a str>,
}

/// How a grant is read after it was opened.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Read {
    access_token: SecretString,
    refresh_token: Option<SecretString>,
    expires_at: Option<i64>,
    scopes: Option<Vec<String>>,
    obtained_at: i64,
    dead: bool,
    binding: Option<String>,
}

impl Grant {
    /// One that no server gave.
    pub(crate) fn recorded(scopes: Option<Vec<String>>, now: i64) -> Self {
        let access_token = SecretString::from("a-token-that-no-server-gave");
        Self {
            access_token,
            refresh_token: None,
            expires_at: None,
            scopes,
            obtained_at: now,
            dead: false,
            binding: None,
        }
    }

    /// Whether it outlives its access token.
    pub(crate) fn can_be_renewed(&self) -> bool {
        self.refresh_token.is_some()
    }

    /// The same, for this.
    pub(crate) fn bound(self, binding: &Binding) -> Self {
        Self { binding: Some(binding.as_str().to_owned()), ..self }
    }

    /// As it is sealed.
    pub(crate) fn to_secret(&self) -> SecretString {
        let written = Written {
            access_token: self.access_token.expose_secret(),
            refresh_token: self.refresh_token.as_ref().map(ExposeSecret::expose_secret),
            expires_at: self.expires_at,
            scopes: self.scopes.as_deref(),
            obtained_at: self.obtained_at,
            dead: self.dead,
            binding: self.binding.as_deref(),
        };
        let text = Zeroizing::new(serde_json::to_string(&written).unwrap_or_default());
        SecretString::from(text.as_str())
    }

    /// As it was sealed; none where it was something else.
    pub(crate) fn from_secret(secret: &SecretString) -> Option<Self> {
        let read: Read = serde_json::from_str(secret.expose_secret()).ok()?;
        let Read { access_token, refresh_token, expires_at, scopes, obtained_at, dead, binding } = read;
        Some(Self { access_token, refresh_token, expires_at, scopes, obtained_at, dead, binding })
    }

    /// The values that must not be seen.
    pub(super) fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        std::iter::once(&self.access_token).chain(&self.refresh_token)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let text = |token: &Option<SecretString>| token.as_ref().map(|token| token.expose_secret().to_owned());
        self.access_token.expose_secret() == other.access_token.expose_secret()
            && text(&self.refresh_token) == text(&other.refresh_token)
            && self.obtained_at == other.obtained_at
    }

    /// Whether the access token ends within this many milliseconds.
    pub(super) fn ends_within(&self, milliseconds: i64, now: i64) -> bool {
        self.expires_at.is_some_and(|at| at.saturating_sub(now) <= milliseconds)
    }
}
