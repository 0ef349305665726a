//! `/admin/user…` and `/admin/group…`: what administrators do with people.

use std::collections::BTreeSet;

use http::StatusCode;
use serde_json::json;

use super::{check_email, check_full_name, check_password, named};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::fields::Fields;
use crate::data_center::instance::{ADMINISTRATORS, Job};
use crate::data_center::refusal::{conflict, invalid, missing};
use crate::data_center::tasks::submitted;
use crate::data_center::view::View;

/// Makes a user and returns the key.
pub(in crate::data_center) fn create_user(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let fields = Fields::read(call, &["userName", "fullName", "email", "password", "notifyViaEmail"])?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let name = fields.required("userName")?;
    let forbidden = ['\\', ',', '+', '<', '>', '\'', '"'];
    let broken = |letter: char| forbidden.contains(&letter) || letter.is_whitespace() || letter.is_uppercase();
    if name == "anonymous" || name.contains(broken) {
        return Err(invalid(&format!("Invalid username: {name}")));
    }
    let full_name = fields.required("fullName")?;
    check_full_name(full_name)?;
    if full_name.contains(forbidden) {
        return Err(invalid(&format!("Invalid full name: {full_name}")));
    }
    let email = fields.required("email")?;
    check_email(email)?;
    let password = match (fields.flag("notifyViaEmail")?, fields.text("password")?) {
        (true, None) => None,
        (true, Some(_)) => return Err(invalid("Whoever is notified by e-mail gets no password")),
        (false, password) => Some(check_password(password)?),
    };
    if instance.user_named(name).is_some() {
        return Err(conflict(&format!("A user with the name {name} already exists")));
    }
    instance.now();
    let key = instance.add_user(name, full_name, email, password.as_deref());
    Ok(Answer::json(StatusCode::CREATED, &json!({"userKey": key})))
}

/// Changes a user's full name and e-mail address; for a user who does not exist the document has no 404.
pub(in crate::data_center) fn update_user(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let fields = Fields::read(call, &["fullName", "email", "currentPassword"])?;
    let (full_name, email) = (fields.text("fullName")?, fields.text("email")?);
    // An administrator needs no password of the user, but what is there must be text.
    fields.text("currentPassword")?;
    full_name.map_or(Ok(()), check_full_name)?;
    email.map_or(Ok(()), check_email)?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let name = call.capture(0);
    let key = instance.user_named(name).map(|user| user.key.clone());
    let key = key.ok_or_else(|| invalid(&format!("No user found with username : {name}")))?;
    if let Some(user) = instance.users.get_mut(&key) {
        user.full_name = full_name.unwrap_or(&user.full_name).to_owned();
        user.email = email.unwrap_or(&user.email).to_owned();
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Starts to delete a user.
pub(in crate::data_center) fn delete_user(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let user = named(&instance, call.capture(0))?;
    let job = Job::DeleteUser(user.key.clone(), user.name.clone());
    let task = instance.start_task(job);
    Ok(submitted(&task))
}

/// Lets a user sign in again.
pub(in crate::data_center) fn enable(call: &Call<'_>) -> Reply {
    set_active(call, true)
}

/// Keeps a user from signing in.
pub(in crate::data_center) fn disable(call: &Call<'_>) -> Reply {
    set_active(call, false)
}

/// Sets a user's password.
pub(in crate::data_center) fn password(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let fields = Fields::read(call, &["password"])?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let password = check_password(fields.text("password")?)?;
    let key = named(&instance, call.capture(0))?.key.clone();
    if let Some(user) = instance.users.get_mut(&key) {
        user.password = Some(password);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Makes a group.
pub(in crate::data_center) fn create_group(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let fields = Fields::read(call, &["name", "type"])?;
    fields.choice("type", &["group"])?;
    let name = fields.required("name")?.to_owned();
    let mut instance = call.instance();
    call.administrator(&instance)?;
    if instance.groups.contains_key(&name) {
        return Err(conflict(&format!("A group with the name {name} already exists")));
    }
    instance.now();
    instance.groups.insert(name.clone(), BTreeSet::new());
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).group(&name)))
}

/// Deletes a group, but never the last one of administrators.
pub(in crate::data_center) fn delete_group(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let name = call.capture(0);
    let mut instance = call.instance();
    call.administrator(&instance)?;
    if name == ADMINISTRATORS {
        return Err(invalid("The last group of administrators cannot be deleted"));
    }
    instance.remove_group(name).ok_or_else(|| missing(&format!("No group found with name : {name}")))?;
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn set_active(call: &Call<'_>, active: bool) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let key = named(&instance, call.capture(0))?.key.clone();
    if let Some(user) = instance.users.get_mut(&key) {
        user.active = active;
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
