//! `/permissions…`.

use http::StatusCode;

use super::{Change, assignments, group, operations, user};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::fields::parse;
use crate::data_center::instance::{
    GLOBAL, GLOBAL_GUEST, GLOBAL_UNLICENSED, Grant, Instance, Pair, Subject, grant, replace, revoke,
};
use crate::data_center::view::View;

/// Lists all permissions.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let instance = call.instance();
    call.administrator(&instance)?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).grants(&instance.grants, None)))
}

/// Replaces the permissions of the users and groups that the body names.
pub(in crate::data_center) fn set(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let body = parse(call)?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    for (subject, operations) in assignments(&instance, body, GLOBAL, false)? {
        replace(&mut instance.grants, &subject, &operations);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Shows what somebody may do.
pub(in crate::data_center) fn get(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let instance = call.instance();
    call.administrator(&instance)?;
    let (subject, _) = subject(call, &instance)?;
    let grants: Vec<Grant> = instance.grants.iter().filter(|grant| grant.subject == subject).cloned().collect();
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).grants(&grants, None)))
}

/// Adds permissions.
pub(in crate::data_center) fn give(call: &Call<'_>) -> Reply {
    change(call, Change::Grant)
}

/// Takes permissions away.
pub(in crate::data_center) fn take(call: &Call<'_>) -> Reply {
    change(call, Change::Revoke)
}

fn change(call: &Call<'_>, change: Change) -> Reply {
    call.parameters.only(&[], &[])?;
    let body = parse(call)?;
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let (subject, allowed) = subject(call, &instance)?;
    let operations = operations(body, allowed)?;
    match change {
        Change::Grant => grant(&mut instance.grants, &subject, &operations),
        Change::Revoke => revoke(&mut instance.grants, &subject, &operations),
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Reads from the path whose permissions are meant, and which they may have.
fn subject(call: &Call<'_>, instance: &Instance) -> Result<(Subject, &'static [Pair]), Answer> {
    match call.path.strip_prefix("/rest/api/permissions/").and_then(|rest| rest.split('/').next()) {
        Some("anonymous") => Ok((Subject::Anonymous, GLOBAL_GUEST)),
        Some("unlicensed") => Ok((Subject::Unlicensed, GLOBAL_UNLICENSED)),
        Some("group") => Ok((group(instance, call.capture(0))?, GLOBAL)),
        // Here a user is named by key or by name.
        _ => {
            let text = call.capture(0);
            let key = instance.user_named(text).map_or(text, |user| user.key.as_str());
            Ok((user(instance, key)?, GLOBAL))
        }
    }
}
