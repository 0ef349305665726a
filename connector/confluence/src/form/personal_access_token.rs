use connector_sdk::{AuthType, Credential, Field, FieldKind, Secret};

use super::auth_types::PERSONAL_ACCESS_TOKEN;
use super::{ON_PREM, more};

/// A token that a user of Data Center or Server makes, since 7.9.
pub(super) fn auth_type() -> AuthType {
    AuthType::new(PERSONAL_ACCESS_TOKEN, "Personal access token", Credential::bearer("personalAccessToken"))
        .hint("Create it in your profile in Confluence, under personal access tokens; Confluence 7.9 or later.")
        .field(
            Field::new("personalAccessToken", "Personal access token", Secret::new().expires("expires"))
                .hint("As Confluence shows it once, when it is created.")
                .required(),
        )
        .field(
            Field::new("expires", "Expiry date", FieldKind::Date)
                .hint("The day on which the token ends, where it does; a warning comes before."),
        )
        .when(ON_PREM)
        .annotations(&more())
}
