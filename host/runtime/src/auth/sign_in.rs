//! A user signs in at the service and comes back with a code (RFC 6749 §4.1, RFC 7636, RFC 9207).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::{Url, form_urlencoded};

use crate::manifest::AuthorizationCode;
use crate::vault::VaultError;

/// How long a user may take to sign in; milliseconds.
pub(crate) const ATTEMPT: i64 = 15 * 60 * 1000;

/// Why signing in came to nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// The user said no, or closed the page.
    #[error("the sign-in was declined at the service")]
    Declined,
    /// What came back belongs to another attempt.
    #[error("the browser came back from another sign-in than this one")]
    OtherAttempt,
    /// The attempt was finished before.
    #[error("this sign-in was finished before")]
    Used,
    /// It took too long.
    #[error("the sign-in took longer than 15 minutes")]
    TooLate,
    /// Another authorization server answered (RFC 9207).
    #[error("another server answered than the one that was asked")]
    OtherIssuer,
    /// What came back holds neither a code nor an error.
    #[error("the browser came back without a code")]
    NoCode,
    /// What should be an attempt under way is none of this host.
    #[error("this is not a sign-in that this host began")]
    Unreadable,
    /// The auth type has no page to sign in at.
    #[error("auth type `{auth_type}` has no page to sign in at")]
    NoPage {
        /// The auth type.
        auth_type: String,
    },
    /// The service reported an error in the redirect (RFC 6749 §4.1.2.1).
    #[error("the service refused to sign in ({code})")]
    Refused {
        /// Its code, and what it says.
        code: String,
    },
    /// The token endpoint does not take the code.
    #[error("the service does not take the code ({code})")]
    CodeRefused {
        /// Its code, and what it says.
        code: String,
    },
    /// The token endpoint does not take the client.
    #[error("the service does not know this client ({code})")]
    ClientRefused {
        /// Its code, and what it says.
        code: String,
    },
    /// The token endpoint could not be asked.
    #[error("no token came: {reason}")]
    NoToken {
        /// Why.
        reason: String,
    },
}

impl SignInError {
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Declined => "Sign in again and accept, or ask an administrator to allow the app",
            Self::OtherAttempt => "Close other sign-in pages, and begin again",
            Self::Used | Self::TooLate | Self::NoCode | Self::Unreadable => "Begin to sign in again",
            Self::OtherIssuer => "Do not go on: check the address of the connection, and begin again",
            Self::NoPage { .. } => "Add the connection with its secrets instead",
            Self::Refused { .. } => "Check the client id, its callback URL and its scopes at the service",
            Self::CodeRefused { .. } => {
                "A code works once, for a short time, and only with the callback URL that it was asked with: begin again"
            }
            Self::ClientRefused { .. } => {
                "Check the client id and the client secret, and that the callback URL is registered at the service"
            }
            Self::NoToken { .. } => "Try again later; if it stays, check the network and the address of the connection",
        }
        .to_owned()
    }
}

/// A sign-in under way: all that is needed to finish it, on this machine or another.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attempt {
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    verifier: Option<String>,
    pub(crate) redirect_uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    /// Milliseconds since the Unix epoch.
    begun_at: i64,
}

/// What the browser came back with.
pub(crate) struct Returned {
    pub(crate) code: SecretString,
}

impl Attempt {
    /// Begins one; with the address to send the user's browser to. `url` is the authorization endpoint.
    pub(crate) fn begin(
        code: &AuthorizationCode,
        mut url: Url,
        issuer: Option<String>,
        client_id: &str,
        redirect_uri: &str,
        scopes: &[String],
        now: i64,
    ) -> Result<(Self, String), VaultError> {
        let state = random_token()?;
        let verifier = if code.pkce { Some(random_token()?) } else { None };
        {
            let mut query = url.query_pairs_mut();
            query
                .append_pair("response_type", "code")
                .append_pair("client_id", client_id)
                .append_pair("redirect_uri", redirect_uri)
                .append_pair("state", &state);
            if !scopes.is_empty() {
                query.append_pair("scope", &scopes.join(" "));
            }
            if let Some(verifier) = &verifier {
                let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
                query.append_pair("code_challenge", &challenge).append_pair("code_challenge_method", "S256");
            }
            for (name, value) in &code.parameters {
                query.append_pair(name, value);
            }
        }
        let attempt = Self { state, verifier, redirect_uri: redirect_uri.to_owned(), issuer, begun_at: now };
        Ok((attempt, url.into()))
    }

    /// Names the attempt where it is noted that it was finished.
    pub(crate) fn token(&self) -> String {
        let digest = Sha256::digest(&self.state);
        format!("sign-in/{}", URL_SAFE_NO_PAD.encode(digest))
    }

    /// When it is over; milliseconds since the Unix epoch.
    pub(crate) fn until(&self) -> i64 {
        self.begun_at.saturating_add(ATTEMPT)
    }

    pub(crate) fn verifier(&self) -> Option<&str> {
        self.verifier.as_deref()
    }

    /// Reads what the browser came back with: the query of the redirect, or the whole URL.
    pub(crate) fn read(&self, query: &str, now: i64) -> Result<Returned, SignInError> {
        let query = query.split_once('?').map_or(query, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let (mut code, mut state, mut error, mut description, mut issuer) = (None, None, None, None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let slot = match name.as_ref() {
                "code" => &mut code,
                "state" => &mut state,
                "error" => &mut error,
                "error_description" => &mut description,
                "iss" => &mut issuer,
                _ => continue,
            };
            // RFC 6749 §3.1: parameters must not be included more than once.
            if slot.replace(value.into_owned()).is_some() {
                return Err(SignInError::OtherAttempt);
            }
        }
        let same = state.is_some_and(|state| state.as_bytes().ct_eq(self.state.as_bytes()).into());
        if !same {
            return Err(SignInError::OtherAttempt);
        }
        if now > self.until() || now < self.begun_at.saturating_sub(60_000) {
            return Err(SignInError::TooLate);
        }
        if let (Some(found), Some(wanted)) = (&issuer, &self.issuer)
            && found != wanted
        {
            return Err(SignInError::OtherIssuer);
        }
        match (error.as_deref(), code) {
            (Some("access_denied"), _) => Err(SignInError::Declined),
            (Some(error), _) => {
                let description = description.unwrap_or_default();
                let said = if description.is_empty() { error.to_owned() } else { format!("{error}: {description}") };
                let code = crate::call::events::printable(&said).chars().take(200).collect();
                Err(SignInError::Refused { code })
            }
            (None, Some(code)) if !code.is_empty() => Ok(Returned { code: SecretString::from(code) }),
            (None, _) => Err(SignInError::NoCode),
        }
    }
}

impl Returned {
    pub(crate) fn code(&self) -> &str {
        self.code.expose_secret()
    }
}

/// 256 bits of randomness in URL-safe base64, as RFC 7636 §4.1 recommends for a verifier.
fn random_token() -> Result<String, VaultError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| VaultError::Randomness)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(issuer: Option<&str>, pkce: bool) -> (Attempt, Url) {
        let code = AuthorizationCode {
            url: String::new(),
            parameters: vec![("audience".to_owned(), "api.example.com".to_owned())],
            pkce,
            issuer: None,
        };
        let url = Url::parse("https://auth.example.com/authorize").unwrap();
        let scopes = ["read:a".to_owned(), "offline_access".to_owned()];
        let issuer = issuer.map(str::to_owned);
        let (attempt, url) =
            Attempt::begin(&code, url, issuer, "client", "http://127.0.0.1:1/callback", &scopes, 1_000).unwrap();
        (attempt, Url::parse(&url).unwrap())
    }

    fn parameter(url: &Url, name: &str) -> Option<String> {
        url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    #[test]
    fn the_address_says_all_that_rfc_6749_wants() {
        let (attempt, url) = attempt(None, false);
        assert_eq!(parameter(&url, "response_type").unwrap(), "code");
        assert_eq!(parameter(&url, "scope").unwrap(), "read:a offline_access");
        assert_eq!(parameter(&url, "audience").unwrap(), "api.example.com");
        assert_eq!(parameter(&url, "state").unwrap(), attempt.state);
        assert!(attempt.state.len() >= 43 && parameter(&url, "code_challenge").is_none());
    }

    #[test]
    fn a_challenge_is_the_hash_of_the_verifier() {
        let (attempt, url) = attempt(None, true);
        let verifier = attempt.verifier().unwrap();
        assert_eq!(parameter(&url, "code_challenge_method").unwrap(), "S256");
        assert_eq!(parameter(&url, "code_challenge").unwrap(), URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)));
        assert!((43..=128).contains(&verifier.len()), "RFC 7636 §4.1");
        assert!(!url.as_str().contains(verifier));
    }

    #[test]
    fn what_comes_back_must_belong_to_the_attempt() {
        let (attempt, _) = attempt(Some("https://auth.example.com"), false);
        let state = attempt.state.clone();
        let read = |query: &str, now: i64| attempt.read(query, now).map(|returned| returned.code().to_owned());
        assert_eq!(read(&format!("code=c&state={state}"), 2_000).unwrap(), "c");
        assert_eq!(read(&format!("http://127.0.0.1:1/callback?state={state}&code=c#_"), 2_000).unwrap(), "c");
        let iss = "https%3A%2F%2Fauth.example.com";
        assert!(read(&format!("code=c&state={state}&iss={iss}"), 2_000).is_ok());
        let wrong = |query: String| read(&query, 2_000).unwrap_err();
        assert!(matches!(wrong(format!("code=c&state={state}&iss=https://evil.example")), SignInError::OtherIssuer));
        assert!(matches!(wrong("code=c&state=other".to_owned()), SignInError::OtherAttempt));
        assert!(matches!(wrong("code=c".to_owned()), SignInError::OtherAttempt));
        assert!(matches!(wrong(format!("code=c&code=d&state={state}")), SignInError::OtherAttempt));
        assert!(matches!(wrong(format!("error=access_denied&state={state}")), SignInError::Declined));
        assert!(matches!(wrong("error=access_denied".to_owned()), SignInError::OtherAttempt));
        assert!(matches!(wrong(format!("error=invalid_scope&state={state}")), SignInError::Refused { .. }));
        assert!(matches!(wrong(format!("state={state}")), SignInError::NoCode));
        assert!(matches!(read(&format!("code=c&state={state}"), 1_001 + ATTEMPT), Err(SignInError::TooLate)));
    }
}
