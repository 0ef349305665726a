use connector_sdk::{AuthType, Credential, Field, Secret};

use super::auth_types::ACCESS_TOKEN;
use super::{more, subdomain};

/// A token that somebody else obtained and renews.
pub(super) fn auth_type() -> AuthType {
    AuthType::new(ACCESS_TOKEN, "Access token", Credential::bearer("accessToken"))
        .hint(
            "An OAuth 2.0 access token that another program obtained. It is not renewed here: those of Atlassian end \
             after one hour.",
        )
        .field(subdomain())
        .field(
            Field::new("accessToken", "Access token", Secret::new())
                .hint("The token alone, without `Bearer`.")
                .required(),
        )
        .annotations(&more())
}
