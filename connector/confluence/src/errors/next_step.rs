//! What a user does next about a credential: each auth type has a step of its own.

use connector_sdk::Context;

use crate::connection::is_on_prem;
use crate::form::auth_types as of;

/// What to do where the credential is not accepted.
pub(crate) fn next_step(context: &Context<'_>) -> &'static str {
    match context.auth_type().as_str() {
        of::API_TOKEN => {
            "Check the email address, the API token, which may have ended, and whether the account may use Confluence"
        }
        of::BASIC if is_on_prem(context) => {
            "Check the username and password, and whether the account may use Confluence"
        }
        of::BASIC => {
            "Check the email address and the API token that stands for the password, and whether the account may use \
             Confluence"
        }
        of::OAUTH2 | of::OAUTH2_DATA_CENTER => "Sign in again, as a user who may use Confluence",
        of::SERVICE_ACCOUNT => {
            "Check the client ID and secret, and whether the service account may use Confluence on this site"
        }
        of::PERSONAL_ACCESS_TOKEN => {
            "Create a new personal access token in your profile in Confluence, and enter it: this one may have ended"
        }
        of::ACCESS_TOKEN => "Enter a new access token: this one has ended, was revoked, or belongs to another site",
        _ => "Check the credential of the connection, and whether its account may use Confluence",
    }
}

/// What to do where the site itself is not found.
pub(super) fn site_again(context: &Context<'_>) -> &'static str {
    match context.auth_type().as_str() {
        of::OAUTH2 => "Sign in again, and choose the site: the grant may no longer reach it",
        _ => "Check the subdomain and whether the credential belongs to this site, and connect anew",
    }
}

/// Where a scope that is missing is given.
pub(super) fn give_scope(context: &Context<'_>) -> &'static str {
    match context.auth_type().as_str() {
        of::API_TOKEN | of::BASIC => "Create an API token without scopes, or one that has it",
        of::OAUTH2 => {
            "Sign in with a set that has it, once the app has it in Atlassian's developer console; a later sign-in with \
             the same app may have taken it away"
        }
        of::OAUTH2_DATA_CENTER => "Sign in with a scope set that allows more; the application link must allow it too",
        of::SERVICE_ACCOUNT => "Create a credential of the service account that has the scope, and enter it",
        of::ACCESS_TOKEN => "Enter an access token that has the scope",
        _ => "Use a credential that has the scope",
    }
}
