//! An app that uses three-legged OAuth, in as few lines as tests like.

use confluence_simulator::{Consent, Options, ROUTE_SCOPES, Simulator};
use serde_json::{Value, json};

use crate::client::{Reply, send};

pub(crate) const CALLBACK: &str = "http://127.0.0.1:8765/callback";

/// Is a simulator as the app sees it.
pub(crate) struct App {
    pub(crate) simulator: Simulator,
}

impl App {
    pub(crate) fn start() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        Self { simulator: Simulator::start(options).unwrap() }
    }

    /// Lets the user consent to scopes on the main site and returns the code.
    pub(crate) fn code(&self, scope: &str) -> String {
        self.code_of(scope, &Consent::accept(&["acme"]))
    }

    pub(crate) fn code_of(&self, scope: &str, consent: &Consent) -> String {
        let location = self.simulator.consent(&authorize_url(&[("scope", scope)]), consent).unwrap();
        parameter(&location, "code").unwrap()
    }

    pub(crate) fn token(&self, body: &Value) -> Reply {
        let headers = [("host", "auth.atlassian.com"), ("content-type", "application/json")];
        send(&self.simulator.auth_origin(), "POST", "/oauth/token", &headers, body.to_string().as_bytes()).unwrap()
    }

    pub(crate) fn exchange(&self, code: &str) -> Reply {
        self.token(&request("authorization_code", json!({"code": code, "redirect_uri": CALLBACK})))
    }

    pub(crate) fn refresh(&self, token: &str) -> Reply {
        self.token(&request("refresh_token", json!({"refresh_token": token})))
    }

    /// Consents to scopes, exchanges the code and returns the answer's body.
    pub(crate) fn tokens(&self, scope: &str) -> Value {
        self.exchange(&self.code(scope)).expect(200)
    }

    /// Gets a path of `api.atlassian.com` with some credentials.
    pub(crate) fn api(&self, target: &str, authorization: &str) -> Reply {
        self.call("GET", target, authorization, b"")
    }

    pub(crate) fn call(&self, method: &str, target: &str, authorization: &str, body: &[u8]) -> Reply {
        let headers = [
            ("host", "api.atlassian.com"),
            ("content-type", "application/json"),
            ("authorization", authorization),
            ("x-atlassian-token", "no-check"),
        ];
        send(&self.simulator.api_origin(), method, target, &headers, body).unwrap()
    }
}

/// Returns all scopes that the routes need, and the one for refresh tokens.
pub(crate) fn all_scopes() -> String {
    format!("{} offline_access read:me", ROUTE_SCOPES.join(" "))
}

/// Makes the body of a token request with the client's credentials.
pub(crate) fn request(kind: &str, mut fields: Value) -> Value {
    fields["grant_type"] = json!(kind);
    fields["client_id"] = json!("simulated-client");
    fields["client_secret"] = json!("simulated-client-secret-0123456789");
    fields
}

/// Makes an authorization URL that is right but for the changes; an empty value takes a parameter away.
pub(crate) fn authorize_url(changes: &[(&str, &str)]) -> String {
    format!("https://auth.atlassian.com/authorize?{}", query(changes))
}

pub(crate) fn query(changes: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("audience", "api.atlassian.com"),
        ("client_id", "simulated-client"),
        ("scope", "read:page:confluence"),
        ("redirect_uri", CALLBACK),
        ("state", "some+state"),
        ("response_type", "code"),
        ("prompt", "consent"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        if !value.is_empty() {
            fields.push((name, value));
        }
    }
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Returns a parameter of a URL's query as it stands.
pub(crate) fn parameter(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).map(str::to_owned)
}

pub(crate) fn encoded(text: &str) -> String {
    let bytes = text.bytes();
    let spelled = bytes.map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    spelled.collect()
}
