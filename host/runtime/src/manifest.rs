//! What a connector says about itself, as data: the contract's `manifest` interface, with its names in camelCase.

mod action;
mod document;
mod oauth2;
mod stored;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

pub use self::action::{Action, Effect, Route};
pub use self::document::Document;
pub use self::oauth2::{
    AuthorizationCode, ClientAuthentication, Grant, OAuth2, ResponseMatch, ScopeSet, TokenError, TokenErrorMeaning,
    TokenRequest,
};
pub(crate) use self::stored::{from_text, to_text};

/// A connector's manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    /// Unique and stable, such as `confluence`.
    pub name: String,
    /// For people, such as `Confluence`.
    pub title: String,
    /// Semantic version of the connector.
    pub version: String,
    /// What it connects to.
    pub description: String,
    /// Fields that every auth type shares.
    pub fields: Vec<Field>,
    /// Fields that are found out, not asked for.
    #[serde(default)]
    pub derived: Vec<DerivedField>,
    /// The ways to sign in, the recommended one first.
    pub auth_types: Vec<AuthType>,
    /// The places that requests may go.
    pub endpoints: Vec<Endpoint>,
    /// What it can do.
    pub actions: Vec<Action>,
    /// Registered keys.
    pub annotations: Box<RawValue>,
}

/// One input of the connection form.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Where to find the value, or what it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// What may be entered.
    pub kind: FieldKind,
    /// Whether it must be filled in where it is shown.
    pub required: bool,
    /// The value where none is entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// A regular expression that the whole value must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Shown only if all of these hold.
    pub when: Vec<Condition>,
    /// Behind "Advanced settings".
    pub advanced: bool,
    /// Registered keys.
    pub annotations: Box<RawValue>,
}

/// What may be entered in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line.
    Text,
    /// Kept in the vault; nothing reads it back.
    Secret(Secret),
    /// An absolute http or https URL.
    Url,
    /// A DNS label in front of this suffix.
    Subdomain(String),
    /// An e-mail address.
    Email,
    /// `true` or `false`.
    Boolean,
    /// A decimal number without a fraction.
    Integer,
    /// RFC 3339 full date.
    Date,
    /// One of these.
    Choice(Vec<Choice>),
}

/// What is special about a secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// Whether it has line breaks.
    pub multiline: bool,
    /// The date field that says when it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

/// One value that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// For people.
    pub label: String,
    /// When to choose it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// The field has one of these values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The field's name.
    pub field: String,
    /// Any of them is enough.
    pub values: Vec<String>,
}

/// A field that the connector finds out, or that the chosen site fills in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DerivedField {
    /// Its name.
    pub name: String,
    /// For people.
    pub label: String,
    /// Host patterns that its value must match; none: never a host.
    pub hosts: Vec<String>,
}

/// A way to sign in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthType {
    /// Such as `api-token`.
    pub name: String,
    /// For people.
    pub label: String,
    /// Where to get the credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// What it asks for, after the shared fields.
    pub fields: Vec<Field>,
    /// Offered only if all of these hold.
    pub when: Vec<Condition>,
    /// How requests are signed.
    pub credential: Credential,
    /// Whether a site is chosen after signing in.
    #[serde(default)]
    pub choose_site: bool,
    /// Registered keys.
    pub annotations: Box<RawValue>,
}

/// How the host signs requests. Names in it are names of fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credential {
    /// Requests are not signed.
    None,
    /// RFC 7617.
    Basic {
        /// The field that holds the user id.
        username: String,
        /// The field that holds the password or token.
        password: String,
    },
    /// RFC 6750: the field that holds the token.
    Bearer(String),
    /// RFC 6749: the host gets the token, keeps it and renews it.
    Oauth2(Box<OAuth2>),
}

/// A place that requests may go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// Such as `api`.
    pub name: String,
    /// The first that fits the connection.
    pub rules: Vec<EndpointRule>,
    /// Hosts that a redirect may lead to, without the credential.
    pub redirect_hosts: Vec<RedirectHost>,
    /// Whether a redirect below the base URL is followed.
    pub redirect_within: bool,
    /// How much at most.
    #[serde(default)]
    pub rate_limits: Vec<RateLimit>,
}

/// A host that a redirect may lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedirectHost {
    /// Such as `media.example.com`; `*.` stands for one or more labels.
    pub host: String,
    /// On which connections; all must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
}

/// How many requests at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateLimit {
    /// Who shares it.
    pub per: LimitScope,
    /// Begun within `seconds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests: Option<u32>,
    /// The time that `requests` is about.
    pub seconds: u32,
    /// On their way at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrent: Option<u32>,
}

/// Who shares a rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitScope {
    /// The requests of one connection.
    Connection,
    /// All connections of the same OAuth client.
    Client,
}

/// Where an endpoint is, for some connections.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EndpointRule {
    /// None: any.
    pub auth_types: Vec<String>,
    /// All must hold.
    pub when: Vec<Condition>,
    /// Such as `https://{subdomain}.atlassian.net`.
    pub base_url: String,
    /// Other spellings of the base URL in links of the service.
    pub link_bases: Vec<String>,
    /// Whether the credential is added.
    pub authenticated: bool,
}

impl Manifest {
    /// The auth type of this name.
    pub fn auth_type(&self, name: &str) -> Option<&AuthType> {
        self.auth_types.iter().find(|auth_type| auth_type.name == name)
    }

    /// All that decides where a connection's credential goes, and which of its fields it is made of, as JSON. Secrets are
    /// sealed for it, so that it must stay the same for the same manifest: what is added to these types is left out where
    /// it says nothing.
    pub(crate) fn destinations(&self) -> String {
        let kinds = |fields: &[Field]| -> Vec<(String, FieldKind)> {
            fields.iter().map(|field| (field.name.clone(), field.kind.clone())).collect()
        };
        let auth_types: Vec<_> = self
            .auth_types
            .iter()
            .map(|auth_type| (&auth_type.name, auth_type.credential.sent(), kinds(&auth_type.fields)))
            .collect();
        serde_json::to_string(&(&self.endpoints, &self.derived, kinds(&self.fields), auth_types)).unwrap_or_default()
    }

    /// The fields that the form of an auth type asks for, in their order.
    pub fn form<'a>(&'a self, auth_type: &'a AuthType) -> impl Iterator<Item = &'a Field> + Clone {
        self.fields.iter().chain(&auth_type.fields)
    }

    /// The action of this name.
    pub fn action(&self, name: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.name == name)
    }
}

impl Credential {
    /// Without what decides nothing about where it goes.
    fn sent(&self) -> Self {
        match self {
            Self::Oauth2(oauth2) => {
                Self::Oauth2(Box::new(OAuth2 { account_scopes: Vec::new(), ..oauth2.as_ref().clone() }))
            }
            other => other.clone(),
        }
    }
}

impl FieldKind {
    /// Whether it says where the service is.
    pub fn is_address(&self) -> bool {
        matches!(self, Self::Url | Self::Subdomain(_))
    }

    /// Whether it is kept in the vault.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Secret(_))
    }
}

impl Field {
    /// Whether the form asks for it, by the values of the fields before it.
    pub fn is_shown(&self, fields: &BTreeMap<String, String>) -> bool {
        holds(&self.when, |name| fields.get(name).map(String::as_str))
    }
}

/// Whether all conditions hold for these values.
pub(crate) fn holds<'a>(conditions: &[Condition], value: impl Fn(&str) -> Option<&'a str>) -> bool {
    conditions.iter().all(|condition| {
        value(&condition.field).is_some_and(|value| condition.values.iter().any(|allowed| allowed == value))
    })
}
