use connector_sdk::{
    Action, AuthType, Choice, ClientAuthentication, Field, FieldKind, Oauth2, ResponseMatch, ScopeSet,
    TokenErrorMeaning,
};

use super::auth_types::OAUTH2;
use super::hosts::{AUTHORIZATION_URL, GATEWAY_HOST, TOKEN_URL};
use super::{CLOUD, client_id, client_secret, scope_sets, subdomain};
use crate::actions::users::GetCurrentUser;

/// Atlassian's OAuth 2.0 for a user of Cloud.
///
/// Its documentation speaks of no PKCE, and wants the client's secret always.
pub(super) fn auth_type() -> AuthType {
    AuthType::new(OAUTH2, "OAuth 2.0", atlassian())
        .hint(
            "Create an OAuth 2.0 app in Atlassian's developer console, \
             <https://developer.atlassian.com/console/myapps>, and give it the callback URL and the scopes of this \
             connection.",
        )
        .field(
            subdomain()
                .optional()
                .hint("`acme` for `https://acme.atlassian.net`; left out, you choose a site after signing in."),
        )
        .field(client_id().hint("The client ID in the settings of the app."))
        .field(client_secret().hint("The secret in the settings of the app."))
        .field(
            Field::new("scopeSet", "Scope set", scope_sets::all().iter().map(choice).collect::<Vec<_>>())
                .hint("What the connection may do at most; the app must have these scopes.")
                .default_value(scope_sets::RECOMMENDED)
                .advanced(),
        )
        .field(
            Field::new("scopes", "Scopes", FieldKind::Text)
                .hint("Exactly these scopes instead of a set, separated by spaces; `offline_access` is added.")
                .pattern("[!-~]+( [!-~]+)*")
                .advanced(),
        )
        .when(CLOUD)
        .choose_site()
}

fn atlassian() -> Oauth2 {
    Oauth2::authorization_code(AUTHORIZATION_URL, TOKEN_URL)
        .authorization_parameter("audience", GATEWAY_HOST)
        .authorization_parameter("prompt", "consent")
        .client("clientId", "clientSecret", ClientAuthentication::Body)
        .json_requests()
        .always(&["offline_access"])
        .account_scopes(GetCurrentUser::SCOPES.first().copied().unwrap_or_default())
        .scope_sets("scopeSet", scope_sets::all())
        .scopes_field("scopes")
        .idle_days(90)
        .refresh_unless(scope_mismatch())
        .token_error("invalid_grant", TokenErrorMeaning::Reconnect)
        // What a refresh token gets that was used already, or that nobody knows.
        .token_error("unauthorized_client", TokenErrorMeaning::Reconnect)
        // What a wrong secret gets; a user who declines never reaches the token endpoint.
        .token_error("access_denied", TokenErrorMeaning::Configuration)
        .token_error("invalid_client", TokenErrorMeaning::Configuration)
}

/// What the gateway answers to a token without the scope: as to one that has expired, but a new one would not help.
pub(super) fn scope_mismatch() -> ResponseMatch {
    ResponseMatch::status(401).body_contains("scope does not match")
}

/// A scope set as a choice of the form.
pub(super) fn choice(set: &ScopeSet) -> Choice {
    Choice { value: set.name.clone(), label: set.label.clone(), hint: set.hint.clone() }
}
