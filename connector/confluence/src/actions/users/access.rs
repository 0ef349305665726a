use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::echo;
use crate::form::CLOUD;
use crate::models::{EmailAccess, Invitation};

/// Finds out which people have no access to the site, by their email addresses.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckUserAccess {
    /// The email addresses.
    #[schemars(length(min = 1, max = 100))]
    pub emails: Vec<String>,
}

impl Action for CheckUserAccess {
    type Output = EmailAccess;
    const NAME: &str = "check-user-access";
    const GROUP: &str = "users";
    const ROUTE: &str = "POST /wiki/api/v2/user/access/check-access-by-email";
    const SCOPES: Scopes = &[&["read:configuration:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Invites people to the site by their email addresses.
///
/// What is no email address is ignored, and so are people who have access already. The invitations go out some time
/// after the answer.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InviteUsers {
    /// The email addresses.
    #[schemars(length(min = 1, max = 100))]
    pub emails: Vec<String>,
}

impl Action for InviteUsers {
    type Output = Invitation;
    const NAME: &str = "invite-users";
    const GROUP: &str = "users";
    const ROUTE: &str = "POST /wiki/api/v2/user/access/invite-by-email";
    const SCOPES: Scopes = &[&["read:configuration:confluence"]];
    const ANSWER: Option<Answer> = Some(|asked, answer| {
        echo::echo(asked, answer, &["emails"]);
        echo::add(answer, "status", "invited");
    });
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}
