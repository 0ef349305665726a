use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value};
use tokio::time::Instant;
use url::form_urlencoded;
use zeroize::Zeroizing;

use super::{Authorization, Grant};
use crate::egress::{
    Body, Bounds, Budget, Egress, Endpoint, Failure, Network, Owner, Receive, Request, ResponseBody, Retry, Target,
};
use crate::limits::Limits;
use crate::manifest::{ClientAuthentication, Credential, OAuth2, TokenErrorMeaning, TokenRequest};
use crate::redact::Redactor;

/// A token response is a few kilobytes; a server that sends more is not one.
const RESPONSE_BYTES: u64 = 256 * 1024;

/// How long a token request may take.
pub(super) const REQUEST: Duration = Duration::from_secs(20);

/// Parameters of token requests that nobody may see.
const SECRET_PARAMETERS: [&str; 3] = ["code", "code_verifier", "refresh_token"];

/// Where tokens come from (RFC 6749 §3.2), with the client that asks for them. Its requests leave through an egress of
/// their own, by the same rules as all others.
pub(crate) struct TokenEndpoint {
    egress: Egress,
    endpoint: Endpoint,
    path: String,
    pub(super) oauth2: OAuth2,
    client_id: String,
    client_secret: Option<SecretString>,
}

/// Why no token came.
#[derive(Debug)]
pub(crate) enum TokenFailure {
    /// The server refused, and this is what its refusal means.
    Refused { meaning: TokenErrorMeaning, code: String, description: String },
    /// It could not be asked, or did not answer.
    Failed(Failure),
    /// It answered something else than RFC 6749 §5 says.
    Unreadable(String),
}

impl TokenFailure {
    /// Why, in words; of a refusal what the server said.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Refused { meaning, code, description } => {
                let said = if description.is_empty() { code.clone() } else { format!("{code}: {description}") };
                match meaning {
                    TokenErrorMeaning::Retry => format!("the token endpoint failed ({said})"),
                    TokenErrorMeaning::Reconnect | TokenErrorMeaning::Configuration => said,
                }
            }
            Self::Unreadable(what) => format!("the token endpoint answered {what}"),
            Self::Failed(failure) => match failure {
                Failure::Denied(rule) => rule.clone(),
                Failure::Unauthenticated(message) | Failure::Unreachable { message, .. } => message.clone(),
                Failure::RateLimited(_) => "the token endpoint asks to slow down".to_owned(),
                Failure::TimedOut { .. } => "the token endpoint did not answer in time".to_owned(),
                Failure::TooLarge(limit) => format!("the token endpoint answered more than {limit} bytes"),
                Failure::DryRun => "nothing was sent".to_owned(),
            },
        }
    }
}

/// RFC 6749 §5.1.
#[derive(Deserialize)]
struct Answer {
    access_token: SecretString,
    token_type: Option<String>,
    expires_in: Option<f64>,
    refresh_token: Option<SecretString>,
    scope: Option<String>,
}

/// RFC 6749 §5.2.
#[derive(Deserialize)]
struct Refusal {
    error: String,
    #[serde(default)]
    error_description: String,
}

impl TokenEndpoint {
    /// The endpoint, for a client. `endpoint` is the token endpoint's whole URL.
    pub(crate) fn new(
        network: &Arc<Network>,
        owner: Owner,
        endpoint: Endpoint,
        oauth2: &OAuth2,
        client_id: String,
        client_secret: Option<SecretString>,
    ) -> Option<Self> {
        let mut endpoint = endpoint;
        // The last segment is the path below the base, as of any other request.
        let path = format!("/{}", endpoint.base.path_segments()?.next_back()?);
        endpoint.base.path_segments_mut().ok()?.pop();
        let authorization = match (oauth2.client_authentication, &client_secret) {
            (ClientAuthentication::Basic, Some(secret)) => {
                // RFC 6749 §2.3.1: both are form-encoded first.
                let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
                let credential = Credential::Basic { username: "id".to_owned(), password: "secret".to_owned() };
                let fields = BTreeMap::from([("id".to_owned(), encode(&client_id))]);
                let secret = SecretString::from(encode(secret.expose_secret()));
                Authorization::render(&credential, &fields, &BTreeMap::from([("secret".to_owned(), secret)]))?
            }
            _ => Authorization::none(),
        };
        endpoint.authenticated = true;
        let limits =
            Limits { response_bytes: RESPONSE_BYTES, request: REQUEST, attempts: 2, ..Limits::clone(network.limits()) };
        let egress = Egress::within(Arc::new(limits), Arc::clone(network), owner, authorization);
        Some(Self { egress, endpoint, path, oauth2: oauth2.clone(), client_id, client_secret })
    }

    pub(super) fn origin(&self) -> String {
        self.endpoint.base.origin().ascii_serialization()
    }

    pub(crate) fn client_id(&self) -> &str {
        &self.client_id
    }

    /// Exchanges a code (RFC 6749 §4.1.3), with the PKCE verifier where there is one (RFC 7636 §4.5).
    pub(crate) async fn exchange(
        &self,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
        now: i64,
    ) -> Result<Grant, TokenFailure> {
        let mut parameters = vec![("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect_uri)];
        parameters.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        self.request(&parameters, now, Instant::now() + REQUEST).await
    }

    /// Asks in the client's own name (RFC 6749 §4.4.2).
    pub(crate) async fn ask(&self, scopes: &[String], now: i64, deadline: Instant) -> Result<Grant, TokenFailure> {
        let scope = scopes.join(" ");
        let mut parameters = vec![("grant_type", "client_credentials")];
        if !scope.is_empty() {
            parameters.push(("scope", scope.as_str()));
        }
        self.request(&parameters, now, deadline).await
    }

    /// Renews a grant (RFC 6749 §6). A server that gives no new refresh token goes on taking the old one.
    pub(super) async fn refresh(&self, grant: &Grant, now: i64, deadline: Instant) -> Result<Grant, TokenFailure> {
        let Some(refresh_token) = &grant.refresh_token else {
            return Err(TokenFailure::Refused {
                meaning: TokenErrorMeaning::Reconnect,
                code: "no_refresh_token".to_owned(),
                description: "the access token has ended, and there is no refresh token".to_owned(),
            });
        };
        let parameters = [("grant_type", "refresh_token"), ("refresh_token", refresh_token.expose_secret())];
        let mut renewed = self.request(&parameters, now, deadline).await?;
        renewed.refresh_token.get_or_insert_with(|| refresh_token.clone());
        if renewed.scopes.is_none() {
            renewed.scopes.clone_from(&grant.scopes);
        }
        Ok(renewed)
    }

    async fn request(&self, parameters: &[(&str, &str)], now: i64, deadline: Instant) -> Result<Grant, TokenFailure> {
        let request = Request {
            method: Method::POST,
            endpoint: self.endpoint.name.clone(),
            target: Target::Path { path: self.path.clone(), query: Vec::new() },
            headers: vec![("accept".to_owned(), "application/json".to_owned())],
            body: Some(self.body(parameters)),
            retry: Retry::Never,
            receive: Receive::Memory,
            timeout: None,
        };
        let nothing = Redactor::new([]);
        let bounds = Bounds {
            deadline: deadline.min(Instant::now() + REQUEST),
            folder: Path::new("."),
            redactor: &nothing,
            blob_budget: &AtomicU64::new(0),
            held: &Budget::new(RESPONSE_BYTES),
            reads_tokens: true,
        };
        let sent = self.egress.send(&self.endpoint, &request, &bounds, &|_, _| Ok(())).await;
        let response = sent.answer.map_err(TokenFailure::Failed)?;
        let ResponseBody::Memory(body) = response.body else {
            return Err(TokenFailure::Unreadable("a file".to_owned()));
        };
        let body = Zeroizing::new(body);
        if (200..300).contains(&response.status) {
            return read(&body, now);
        }
        // A server may tell what it was sent.
        let sent = parameters.iter().filter(|(name, _)| SECRET_PARAMETERS.contains(name)).map(|(_, value)| *value);
        let secret = self.client_secret.as_ref().map(ExposeSecret::expose_secret);
        let redactor = Redactor::new(sent.chain(secret));
        Err(self.refusal(response.status, &body, &redactor))
    }

    fn body(&self, parameters: &[(&str, &str)]) -> Body {
        let mut all: Vec<(&str, &str)> = parameters.to_vec();
        if self.oauth2.client_authentication != ClientAuthentication::Basic {
            all.push(("client_id", &self.client_id));
        }
        if let (ClientAuthentication::Body, Some(secret)) = (self.oauth2.client_authentication, &self.client_secret) {
            all.push(("client_secret", secret.expose_secret()));
        }
        all.extend(self.oauth2.token_parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let (media_type, text) = match self.oauth2.token_request {
            TokenRequest::Form => {
                let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
                ("application/x-www-form-urlencoded", text)
            }
            TokenRequest::Json => {
                let fields: Map<String, Value> =
                    all.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
                ("application/json", Value::Object(fields).to_string())
            }
        };
        // Wiped when the last copy of it is dropped.
        Body::Content { media_type: media_type.to_owned(), bytes: Bytes::from_owner(Zeroizing::new(text.into_bytes())) }
    }

    fn refusal(&self, status: u16, body: &[u8], redactor: &Redactor) -> TokenFailure {
        let Ok(refusal) = serde_json::from_slice::<Refusal>(body) else {
            return if status == 429 || status >= 500 {
                passing(status)
            } else {
                TokenFailure::Unreadable(format!("status {status} without a reason"))
            };
        };
        let declared = self
            .oauth2
            .token_errors
            .iter()
            .find(|error| error.code == refusal.error && error.status.is_none_or(|wanted| wanted == status));
        let meaning = match (declared, refusal.error.as_str()) {
            (Some(declared), _) => declared.meaning,
            (None, "invalid_grant") => TokenErrorMeaning::Reconnect,
            (None, "temporarily_unavailable" | "server_error") => TokenErrorMeaning::Retry,
            (None, _) if status == 429 || status >= 500 => TokenErrorMeaning::Retry,
            (None, _) => TokenErrorMeaning::Configuration,
        };
        let short = |text: String| crate::call::events::printable(&redactor.text(&text)).chars().take(200).collect();
        TokenFailure::Refused { meaning, code: short(refusal.error), description: short(refusal.error_description) }
    }
}

fn passing(status: u16) -> TokenFailure {
    TokenFailure::Refused {
        meaning: TokenErrorMeaning::Retry,
        code: format!("status {status}"),
        description: String::new(),
    }
}

fn read(body: &[u8], now: i64) -> Result<Grant, TokenFailure> {
    // What is wrong with it is not told in the words of its content, which may be a token.
    let answer: Answer = serde_json::from_slice(body)
        .map_err(|error| TokenFailure::Unreadable(format!("no token response (line {})", error.line())))?;
    if answer.token_type.as_ref().is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(TokenFailure::Unreadable("a token that is not a bearer token".to_owned()));
    }
    if answer.access_token.expose_secret().is_empty() {
        return Err(TokenFailure::Unreadable("an empty token".to_owned()));
    }
    #[expect(clippy::cast_possible_truncation, reason = "clamped to what a year holds")]
    let lives = answer.expires_in.map(|seconds| (seconds.clamp(0.0, 31_622_400.0) * 1000.0) as i64);
    Ok(Grant {
        access_token: answer.access_token,
        refresh_token: answer.refresh_token.filter(|token| !token.expose_secret().is_empty()),
        expires_at: lives.map(|lives| now.saturating_add(lives)),
        scopes: answer.scope.map(|scope| scope.split_whitespace().map(str::to_owned).collect()),
        obtained_at: now,
        dead: false,
        binding: None,
    })
}
