use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::account::done;
use crate::actions::NO_CHECK;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::ChangedUser;

/// Sets the password of a user of a Data Center or Server site.
///
/// This needs the right to administer the system.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetUserPassword {
    /// The username.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: String,
    /// The new password.
    #[schemars(length(min = 1), extend("x-secret" = true))]
    pub password: String,
}

impl Action for SetUserPassword {
    type Output = ChangedUser;
    const NAME: &str = "set-user-password";
    const GROUP: &str = "users";
    const ROUTE: &str = "POST /rest/api/admin/user/{username}/password";
    const SCOPES: Scopes = data_center::SYSTEM_ADMIN;
    const ANSWER: Option<Answer> = Some(|asked, answer| done(asked, answer, "password-changed"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Sets the password of the user whose credential the connection holds, on Data Center or Server.
///
/// A connection with username and password needs the new password afterwards.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetCurrentUserPassword {
    /// The password that the user has now.
    #[schemars(length(min = 1), extend("x-secret" = true))]
    pub old_password: String,
    /// The new password.
    #[schemars(length(min = 1), extend("x-secret" = true))]
    pub new_password: String,
}

impl Action for SetCurrentUserPassword {
    type Output = ChangedUser;
    const NAME: &str = "set-current-user-password";
    const GROUP: &str = "users";
    const ROUTE: &str = "POST /rest/api/user/current/password";
    const SCOPES: Scopes = data_center::WRITE;
    const ANSWER: Option<Answer> = Some(|asked, answer| done(asked, answer, "password-changed"));
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}
