use connector_sdk::{AuthType, ClientAuthentication, Oauth2, TokenErrorMeaning};

use super::auth_types::SERVICE_ACCOUNT;
use super::hosts::TOKEN_URL;
use super::oauth2::scope_mismatch;
use super::{CLOUD, client_id, client_secret, more, subdomain};

/// The OAuth 2.0 credential of a service account. Its scopes are chosen where it is created, not asked for.
pub(super) fn auth_type() -> AuthType {
    AuthType::new(SERVICE_ACCOUNT, "Service account", atlassian())
        .hint(
            "An administrator of the organization creates the service account and its OAuth 2.0 credential in \
             Atlassian Administration, and chooses its scopes there.",
        )
        .field(subdomain())
        .field(client_id().hint("The client ID of the credential."))
        .field(client_secret().hint("The client secret of the credential."))
        .when(CLOUD)
        .annotations(&more())
}

fn atlassian() -> Oauth2 {
    Oauth2::client_credentials(TOKEN_URL)
        .client("clientId", "clientSecret", ClientAuthentication::Body)
        .json_requests()
        .refresh_unless(scope_mismatch())
        .token_error("access_denied", TokenErrorMeaning::Configuration)
        .token_error("invalid_client", TokenErrorMeaning::Configuration)
        .token_error("unauthorized_client", TokenErrorMeaning::Configuration)
}
