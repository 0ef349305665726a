use super::owned;
use crate::{
    Authorization, ClientAuthentication, Grant, Oauth2, ResponseMatch, ScopeSet, TokenError, TokenErrorMeaning,
    TokenRequest,
};

impl Oauth2 {
    /// The user signs in at an authorization endpoint and comes back with a code (RFC 6749 §4.1). Both URLs are templates.
    pub fn authorization_code(authorize_url: &str, token_url: &str) -> Self {
        let authorization =
            Authorization { url: authorize_url.to_owned(), parameters: Vec::new(), pkce: false, issuer: None };
        Self::with(Grant::AuthorizationCode(authorization), token_url)
    }

    /// The client signs in as itself (RFC 6749 §4.4).
    pub fn client_credentials(token_url: &str) -> Self {
        Self::with(Grant::ClientCredentials, token_url)
    }

    /// An access token that has expired gets 401 (RFC 6750 §3.1) unless more is said.
    fn with(grant: Grant, token_url: &str) -> Self {
        Self {
            grant,
            token_url: token_url.to_owned(),
            client_id: String::new(),
            client_secret: None,
            client_authentication: ClientAuthentication::None,
            token_request: TokenRequest::Form,
            token_parameters: Vec::new(),
            scopes: Vec::new(),
            account_scopes: Vec::new(),
            scope_sets: Vec::new(),
            scope_field: None,
            scopes_field: None,
            idle_days: None,
            refresh_when: vec![ResponseMatch::status(401)],
            refresh_unless: Vec::new(),
            token_errors: Vec::new(),
        }
    }

    /// The fields that hold the client's id and secret, which are sent as this says.
    #[must_use]
    pub fn client(mut self, id: &str, secret: &str, authentication: ClientAuthentication) -> Self {
        id.clone_into(&mut self.client_id);
        self.client_secret = Some(secret.to_owned());
        self.client_authentication = authentication;
        self
    }

    /// The field that holds the id of a client without a secret.
    #[must_use]
    pub fn public_client(mut self, id: &str) -> Self {
        id.clone_into(&mut self.client_id);
        self
    }

    /// A further parameter of the authorization request.
    #[must_use]
    pub fn authorization_parameter(mut self, name: &str, value: &str) -> Self {
        if let Grant::AuthorizationCode(authorization) = &mut self.grant {
            authorization.parameters.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The server takes PKCE (RFC 7636).
    #[must_use]
    pub fn pkce(mut self) -> Self {
        if let Grant::AuthorizationCode(authorization) = &mut self.grant {
            authorization.pkce = true;
        }
        self
    }

    /// What the server calls itself in the redirect (RFC 9207), a URL template.
    #[must_use]
    pub fn issuer(mut self, url: &str) -> Self {
        if let Grant::AuthorizationCode(authorization) = &mut self.grant {
            authorization.issuer = Some(url.to_owned());
        }
        self
    }

    /// Writes token requests as JSON.
    #[must_use]
    pub fn json_requests(mut self) -> Self {
        self.token_request = TokenRequest::Json;
        self
    }

    /// A further parameter of token requests.
    #[must_use]
    pub fn token_parameter(mut self, name: &str, value: &str) -> Self {
        self.token_parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Scopes that are always asked for.
    #[must_use]
    pub fn always(mut self, scopes: &[&str]) -> Self {
        self.scopes = owned(scopes);
        self
    }

    /// Scopes with which `check` tells whose a connection is.
    #[must_use]
    pub fn account_scopes(mut self, scopes: &[&str]) -> Self {
        self.account_scopes = owned(scopes);
        self
    }

    /// Sets of scopes to choose from, the recommended one first, and the field that names the chosen one.
    #[must_use]
    pub fn scope_sets(mut self, field: &str, sets: Vec<ScopeSet>) -> Self {
        self.scope_field = Some(field.to_owned());
        self.scope_sets = sets;
        self
    }

    /// The field that, where it is filled in, lists scopes instead of a set.
    #[must_use]
    pub fn scopes_field(mut self, field: &str) -> Self {
        self.scopes_field = Some(field.to_owned());
        self
    }

    /// Days after which an unused grant dies.
    #[must_use]
    pub fn idle_days(mut self, days: u32) -> Self {
        self.idle_days = Some(days);
        self
    }

    /// A response that looks as if the access token had expired, which it has not.
    #[must_use]
    pub fn refresh_unless(mut self, response: ResponseMatch) -> Self {
        self.refresh_unless.push(response);
        self
    }

    /// What an error of the token endpoint means, whatever its status.
    #[must_use]
    pub fn token_error(mut self, code: &str, meaning: TokenErrorMeaning) -> Self {
        self.token_errors.push(TokenError { status: None, code: code.to_owned(), meaning });
        self
    }
}

impl ScopeSet {
    /// Scopes that belong together.
    pub fn new(name: &str, label: &str, scopes: &[&str]) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), hint: None, scopes: owned(scopes) }
    }

    /// Says when to choose it.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }
}

impl ResponseMatch {
    /// Every response of this status.
    pub fn status(status: u16) -> Self {
        Self { status, header: None, body_contains: None }
    }

    /// That has this header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.header = Some((name.to_owned(), value.to_owned()));
        self
    }

    /// Whose body contains this text.
    #[must_use]
    pub fn body_contains(mut self, text: &str) -> Self {
        self.body_contains = Some(text.to_owned());
        self
    }
}
