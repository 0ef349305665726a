use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::echo;
use crate::form::CLOUD;
use crate::models::{Found, UserEmail};

/// Gets the email address of a user, whether the user shows it or not.
///
/// Only apps that Atlassian has approved for it may do this; others are refused.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetUserEmail {
    /// The account id of the user.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_id: String,
}

impl Action for GetUserEmail {
    type Output = UserEmail;
    const NAME: &str = "get-user-email";
    const GROUP: &str = "users";
    const ROUTE: &str = "GET /wiki/rest/api/user/email?accountId={accountId}";
    const SCOPES: Scopes = &[&["read:email-address:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Gets the email addresses of users, whether they show them or not.
///
/// Only apps that Atlassian has approved for it may do this; others are refused. Users who are not found are left out.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetUserEmails {
    /// The account ids of the users.
    #[schemars(length(min = 1))]
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub account_ids: Vec<String>,
}

impl Action for GetUserEmails {
    type Output = Found<UserEmail>;
    const NAME: &str = "get-user-emails";
    const GROUP: &str = "users";
    const ROUTE: &str = "GET /wiki/rest/api/user/email/bulk?accountId={accountIds,}";
    const SCOPES: Scopes = &[&["read:email-address:confluence"]];
    const ANSWER: Option<Answer> = Some(echo::results);
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}
