use connector_sdk::{AuthType, ClientAuthentication, Field, Oauth2, ScopeSet, TokenErrorMeaning};

use super::auth_types::OAUTH2_DATA_CENTER;
use super::{ON_PREM, client_id, client_secret, more, oauth2};

const WRITE: &str = "write";

/// The OAuth 2.0 provider that Data Center has since 7.17.
pub(super) fn auth_type() -> AuthType {
    AuthType::new(OAUTH2_DATA_CENTER, "OAuth 2.0 (Data Center)", provider())
        .hint(
            "An administrator creates an application link in Confluence, for an external application and incoming, \
             with the callback URL and the permission of this connection; Confluence 7.17 or later.",
        )
        .field(client_id().hint("The client ID of the application link."))
        .field(client_secret().hint("The client secret of the application link."))
        .field(
            Field::new("scopeSet", "Scope set", scope_sets().iter().map(oauth2::choice).collect::<Vec<_>>())
                .hint("What the connection may do at most; the application link must have this permission.")
                .default_value(WRITE)
                .advanced(),
        )
        .when(ON_PREM)
        .annotations(&more())
}

fn provider() -> Oauth2 {
    Oauth2::authorization_code("{uri}/rest/oauth2/latest/authorize", "{uri}/rest/oauth2/latest/token")
        .pkce()
        .client("clientId", "clientSecret", ClientAuthentication::Body)
        .scope_sets("scopeSet", scope_sets())
        .token_error("invalid_grant", TokenErrorMeaning::Reconnect)
        .token_error("invalid_client", TokenErrorMeaning::Configuration)
        .token_error("unauthorized_client", TokenErrorMeaning::Configuration)
}

fn scope_sets() -> Vec<ScopeSet> {
    vec![
        ScopeSet::new(WRITE, "Write", &["WRITE"]).hint("Reads and changes content."),
        ScopeSet::new("read", "Read", &["READ"]).hint("Reads content, and changes nothing."),
        ScopeSet::new("admin", "Administer", &["ADMIN"]).hint("Administers Confluence too."),
        ScopeSet::new("system-admin", "Administer the system", &["SYSTEM_ADMIN"])
            .hint("Administers the system too: backups, imports and infrastructure."),
    ]
}
