use connector_sdk::{AuthType, Credential, Field, FieldKind, Secret};

use super::auth_types::API_TOKEN;
use super::{CLOUD, subdomain};

/// An Atlassian account and one of its API tokens. A token with scopes works too, through the gateway alone.
pub(super) fn auth_type() -> AuthType {
    AuthType::new(API_TOKEN, "API token", Credential::basic("email", "apiToken"))
        .hint(
            "Create an API token in the security settings of your Atlassian account, \
             <https://id.atlassian.com/manage-profile/security/api-tokens>; without scopes, it may do all that its \
             account may.",
        )
        .field(subdomain())
        .field(
            Field::new("email", "Email", FieldKind::Email)
                .hint("The email address of the Atlassian account that the token belongs to.")
                .required(),
        )
        .field(
            Field::new("apiToken", "API token", Secret::new().expires("expires"))
                .hint("As Atlassian shows it once, when it is created.")
                .required(),
        )
        .field(
            Field::new("expires", "Expiry date", FieldKind::Date).hint(
                "The day on which the token ends, at most one year after it was created; a warning comes before.",
            ),
        )
        .when(CLOUD)
}
