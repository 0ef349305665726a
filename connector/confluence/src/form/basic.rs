use connector_sdk::{AuthType, Credential, Field, FieldKind, Secret};

use super::auth_types::BASIC;
use super::subdomain;

/// Username and password.
pub(super) fn auth_type() -> AuthType {
    AuthType::new(BASIC, "Basic", Credential::basic("username", "password"))
        .hint(
            "On Data Center and Server, your username and password. On Cloud, your email address and an API token: \
             an account password is refused.",
        )
        .field(subdomain())
        .field(
            Field::new("username", "Username", FieldKind::Text)
                .hint("On Cloud, the email address of your Atlassian account.")
                .required(),
        )
        .field(
            Field::new("password", "Password", Secret::new())
                .hint("On Cloud, an API token: an account password is refused.")
                .required(),
        )
}
