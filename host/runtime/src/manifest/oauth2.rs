use serde::{Deserialize, Serialize};

/// How the host gets tokens (RFC 6749). Names in it are names of fields; URLs are templates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OAuth2 {
    /// How access is granted.
    pub grant: Grant,
    /// The token endpoint.
    pub token_url: String,
    /// The field that holds the client's id.
    pub client_id: String,
    /// The field that holds the client's secret; none: a public client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// How the client authenticates at the token endpoint.
    pub client_authentication: ClientAuthentication,
    /// How token requests are written.
    pub token_request: TokenRequest,
    /// Further parameters of token requests.
    pub token_parameters: Vec<(String, String)>,
    /// Scopes that are always asked for.
    pub scopes: Vec<String>,
    /// Scopes with which a check tells whose a connection is; asked for beside those of single actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub account_scopes: Vec<String>,
    /// Sets of scopes to choose from, the recommended one first.
    pub scope_sets: Vec<ScopeSet>,
    /// The field that names the chosen set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_field: Option<String>,
    /// The field that, where it is filled in, lists scopes instead of a set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes_field: Option<String>,
    /// Days after which an unused grant dies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_days: Option<u32>,
    /// Responses that an expired access token gets.
    pub refresh_when: Vec<ResponseMatch>,
    /// Responses that look like it but are not.
    pub refresh_unless: Vec<ResponseMatch>,
    /// What the token endpoint's errors mean; the first that fits.
    pub token_errors: Vec<TokenError>,
}

/// How access is granted (RFC 6749 §1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// The user signs in at the service and comes back with a code.
    AuthorizationCode(AuthorizationCode),
    /// The client signs in as itself.
    ClientCredentials,
}

/// Where and how the user signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationCode {
    /// The authorization endpoint.
    pub url: String,
    /// Extra parameters.
    pub parameters: Vec<(String, String)>,
    /// Whether the server takes PKCE (RFC 7636).
    pub pkce: bool,
    /// What the server must call itself where it names itself in the redirect (RFC 9207).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// How the client authenticates at the token endpoint (RFC 6749 §2.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClientAuthentication {
    /// Id and secret are parameters.
    Body,
    /// Id and secret are HTTP Basic credentials.
    Basic,
    /// There is no secret; the id is a parameter.
    None,
}

/// How token requests are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenRequest {
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `application/json`.
    Json,
}

/// Scopes that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeSet {
    /// What is stored.
    pub name: String,
    /// For people.
    pub label: String,
    /// When to choose it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The scopes, beside those that are always asked for.
    pub scopes: Vec<String>,
}

/// What an error of the token endpoint means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenError {
    /// Any status where none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The response's `error`.
    pub code: String,
    /// What to do about it.
    pub meaning: TokenErrorMeaning,
}

/// What to do about an error of the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenErrorMeaning {
    /// The grant is dead.
    Reconnect,
    /// Client id, secret or callback URL are wrong.
    Configuration,
    /// It passes.
    Retry,
}

/// A kind of response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponseMatch {
    /// HTTP status.
    pub status: u16,
    /// A header that must be there with this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<(String, String)>,
    /// Text that the first 4 KiB of the body must contain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_contains: Option<String>,
}

impl OAuth2 {
    /// The set of this name.
    pub fn scope_set(&self, name: &str) -> Option<&ScopeSet> {
        self.scope_sets.iter().find(|set| set.name == name)
    }
}

impl ResponseMatch {
    /// Whether a response is of this kind.
    pub(crate) fn fits(&self, status: u16, headers: &http::HeaderMap, body: &[u8]) -> bool {
        let start = &body[..body.len().min(4096)];
        self.status == status
            && self.header.as_ref().is_none_or(|(name, value)| {
                headers.get_all(name.as_str()).iter().any(|found| found.as_bytes() == value.as_bytes())
            })
            && self.body_contains.as_ref().is_none_or(|text| {
                let text = text.as_bytes();
                !text.is_empty() && start.windows(text.len()).any(|window| window == text)
            })
    }
}
