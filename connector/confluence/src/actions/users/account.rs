use connector_sdk::serde_json::Value;
use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Outcome, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::long_tasks::{FOLLOW_ON_PREM, follow};
use crate::actions::{NO_CHECK, echo};
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{ChangedUser, CreatedUser, LongTask};

/// Creates a user of a Data Center or Server site.
///
/// The user gets a password from you, or an email with a link to choose one. This needs the right to administer
/// Confluence, and a free place in the licence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateUser {
    /// The username: in lower case, without spaces and none of `\ , + < > ' "`.
    #[schemars(length(min = 1))]
    pub username: String,
    /// The full name, without `<` and `>`.
    #[schemars(length(min = 1))]
    pub full_name: String,
    /// The email address.
    #[schemars(length(min = 1))]
    pub email: String,
    /// The password; left out where `notifyViaEmail` is true.
    #[schemars(extend("x-secret" = true))]
    pub password: Option<String>,
    /// Whether the user gets an email with a link to choose a password. Default: `false`.
    pub notify_via_email: Option<bool>,
}

impl Action for CreateUser {
    type Output = CreatedUser;
    const NAME: &str = "create-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "POST /rest/api/admin/user";
    const SCOPES: Scopes = data_center::ADMIN;
    const ASK: Option<Ask> = Some(new_user);
    const ANSWER: Option<Answer> = Some(|asked, answer| echo::echo(asked, answer, &["username"]));
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Confluence writes the username otherwise here than everywhere else.
fn new_user(mut fields: Fields) -> Result<Fields, Error> {
    let by_email = fields.get("notifyViaEmail") == Some(&Value::Bool(true));
    let has_password = fields.get("password").is_some_and(|password| !password.is_null());
    if by_email == has_password {
        return Err(Error::new(ErrorKind::InvalidInput, "a new user has `password` or `notifyViaEmail`, one of them")
            .problem("/password", if by_email { "cannot stand beside `notifyViaEmail`" } else { "is needed" }));
    }
    if let Some(name) = fields.shift_remove("username") {
        fields.insert("userName".to_owned(), name);
    }
    fields.entry("notifyViaEmail").or_insert(Value::Bool(false));
    Ok(fields)
}

/// Changes the full name or the email address of a user of a Data Center or Server site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateUser {
    /// The username.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: String,
    /// The new full name, without `<` and `>`. By default, it stays.
    pub full_name: Option<String>,
    /// The new email address. By default, it stays.
    pub email: Option<String>,
    /// The password that the user has now, where Confluence wants it for a new email address. By default, it is not
    /// given.
    #[schemars(extend("x-secret" = true))]
    pub current_password: Option<String>,
}

impl Action for UpdateUser {
    type Output = ChangedUser;
    const NAME: &str = "update-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "PUT /rest/api/admin/user/{username}";
    const SCOPES: Scopes = data_center::ADMIN;
    const ASK: Option<Ask> = Some(a_change);
    const ANSWER: Option<Answer> = Some(|asked, answer| done(asked, answer, "updated"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Changes the full name or the email address of the user whose credential the connection holds, on Data Center or
/// Server.
///
/// A new email address needs the password.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCurrentUser {
    /// The new full name, without `<` and `>`. By default, it stays.
    pub full_name: Option<String>,
    /// The new email address. By default, it stays.
    pub email: Option<String>,
    /// The password that the user has now, for a new email address. By default, it is not given.
    #[schemars(extend("x-secret" = true))]
    pub current_password: Option<String>,
}

impl Action for UpdateCurrentUser {
    type Output = ChangedUser;
    const NAME: &str = "update-current-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "PUT /rest/api/user/current";
    const SCOPES: Scopes = data_center::WRITE;
    const ASK: Option<Ask> = Some(a_change);
    const ANSWER: Option<Answer> = Some(|asked, answer| done(asked, answer, "updated"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

fn a_change(fields: Fields) -> Result<Fields, Error> {
    let given = |name: &str| fields.get(name).is_some_and(|value| !value.is_null());
    if given("fullName") || given("email") {
        return Ok(fields);
    }
    Err(Error::new(ErrorKind::InvalidInput, "nothing is to be changed").problem("/fullName", "is needed, or `email`"))
}

/// Deletes a user of a Data Center or Server site.
///
/// Confluence does it in a long task, which is waited for.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteUser {
    /// The username.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: String,
    /// Whether to wait until Confluence is done. Default: `true`.
    pub wait: Option<bool>,
}

impl Action for DeleteUser {
    type Output = LongTask;
    const NAME: &str = "delete-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "DELETE /rest/api/admin/user/{username}";
    const SCOPES: Scopes = data_center::ADMIN;
    const ALSO: &[ActionRoute] = &[FOLLOW_ON_PREM];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
    const RESUMABLE: bool = true;

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        follow::<Self>(context, fields, resume)
    }
}

/// Enables a user of a Data Center or Server site, who can then log in again.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnableUser {
    /// The username.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: String,
}

impl Action for EnableUser {
    type Output = ChangedUser;
    const NAME: &str = "enable-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "PUT /rest/api/admin/user/{username}/enable";
    const SCOPES: Scopes = data_center::ADMIN;
    const ANSWER: Option<Answer> = Some(|asked, answer| done(asked, answer, "enabled"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Disables a user of a Data Center or Server site, who can then no longer log in.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DisableUser {
    /// The username.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub username: String,
}

impl Action for DisableUser {
    type Output = ChangedUser;
    const NAME: &str = "disable-user";
    const GROUP: &str = "users";
    const ROUTE: &str = "PUT /rest/api/admin/user/{username}/disable";
    const SCOPES: Scopes = data_center::ADMIN;
    const ANSWER: Option<Answer> = Some(|asked, answer| done(asked, answer, "disabled"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Says what became of the user of an input.
pub(super) fn done(asked: &Fields, answer: &mut Value, status: &str) {
    echo::echo(asked, answer, &["username"]);
    echo::add(answer, "status", status);
}
