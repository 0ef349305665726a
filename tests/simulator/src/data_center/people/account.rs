//! `PUT /user/current` and `POST /user/current/password`: what people change of themselves.

use http::StatusCode;

use super::{check_email, check_full_name, check_password};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::fields::Fields;
use crate::data_center::refusal::{forbidden, invalid};

/// Changes the caller's full name and e-mail address; the latter takes the password.
pub(in crate::data_center) fn update(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let fields = Fields::read(call, &["fullName", "email", "currentPassword"])?;
    let (full_name, email) = (fields.text("fullName")?, fields.text("email")?);
    full_name.map_or(Ok(()), check_full_name)?;
    email.map_or(Ok(()), check_email)?;
    let password = fields.text("currentPassword")?;
    let mut instance = call.instance();
    let user = instance.users.get_mut(&call.user).ok_or_else(|| forbidden("Nobody is signed in"))?;
    if email.is_some() {
        let given = password.ok_or_else(|| invalid("The current password is required to change the e-mail address"))?;
        if user.password.as_deref() != Some(given) {
            return Err(forbidden("The current password is wrong"));
        }
    }
    user.full_name = full_name.unwrap_or(&user.full_name).to_owned();
    user.email = email.unwrap_or(&user.email).to_owned();
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Changes the caller's password.
pub(in crate::data_center) fn password(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let fields = Fields::read(call, &["oldPassword", "newPassword"])?;
    let old = fields.text("oldPassword")?.ok_or_else(|| fields.absent("oldPassword"))?;
    let new = check_password(fields.text("newPassword")?)?;
    let mut instance = call.instance();
    let user = instance.users.get_mut(&call.user).ok_or_else(|| forbidden("Nobody is signed in"))?;
    if user.password.as_deref() != Some(old) {
        return Err(forbidden("The current password is wrong"));
    }
    user.password = Some(new);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
