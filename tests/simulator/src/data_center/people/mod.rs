//! Users, groups, and what people watch.

pub(super) mod account;
pub(super) mod admin;
pub(super) mod groups;
pub(super) mod users;
pub(super) mod watch;

use super::call::Call;
use super::instance::{Instance, User};
use super::refusal::{invalid, missing};
use crate::answer::Answer;

/// Finds the user whom `key` or `username` names; without both, the caller.
pub(super) fn addressed<'a>(call: &Call<'_>, instance: &'a Instance) -> Result<&'a User, Answer> {
    let found = match (call.parameters.one("key"), call.parameters.one("username")) {
        (Some(_), Some(_)) => return Err(invalid("A user is named by 'key' or by 'username', not by both")),
        (Some(key), None) => instance.user(key),
        (None, Some(name)) => instance.user_named(name),
        (None, None) => instance.user(&call.user),
    };
    let text = || call.parameters.one("key").or(call.parameters.one("username")).unwrap_or_default().to_owned();
    found.ok_or_else(|| missing(&format!("No user found with key or name : {}", text())))
}

/// Finds a user by name.
pub(super) fn named<'a>(instance: &'a Instance, name: &str) -> Result<&'a User, Answer> {
    instance.user_named(name).ok_or_else(|| missing(&format!("No user found with username : {name}")))
}

/// Checks a full name.
pub(super) fn check_full_name(name: &str) -> Result<(), Answer> {
    let reserved = name.eq_ignore_ascii_case("anonymous");
    if name.trim().is_empty() || name.contains(['<', '>']) || reserved {
        return Err(invalid(&format!("Invalid full name: {name}")));
    }
    Ok(())
}

/// Checks an e-mail address, roughly.
pub(super) fn check_email(email: &str) -> Result<(), Answer> {
    let fits = email.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if fits && !email.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(invalid(&format!("Invalid e-mail address: {email}")))
}

/// Checks a new password.
pub(super) fn check_password(password: Option<&str>) -> Result<String, Answer> {
    let password = password.filter(|password| !password.trim().is_empty());
    password.map(str::to_owned).ok_or_else(|| invalid("The password must not be blank"))
}
