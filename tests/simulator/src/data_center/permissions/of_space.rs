//! `/space/{spaceKey}/permissions…`.

use http::StatusCode;

use super::{Change, assignments, group, operations, user};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::fields::parse;
use crate::data_center::instance::{Grant, Instance, SPACE, Subject, grant, replace, revoke};
use crate::data_center::spaces::administered;
use crate::data_center::view::View;

/// Lists all permissions of a space.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).grants(&space.grants, Some(space))))
}

/// Replaces the permissions of those whom the body names; whoever is not named is not signed in.
pub(in crate::data_center) fn set(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let body = parse(call)?;
    let mut instance = call.instance();
    let id = administered(call, &instance, call.capture(0))?.id;
    let assignments = assignments(&instance, body, SPACE, true)?;
    if let Some(space) = instance.spaces.get_mut(&id) {
        for (subject, operations) in assignments {
            replace(&mut space.grants, &subject, &operations);
        }
    }
    Ok(Answer::empty(StatusCode::OK))
}

/// Shows what somebody may do in a space.
pub(in crate::data_center) fn get(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?;
    let subject = subject(call, &instance)?;
    let grants: Vec<Grant> = space.grants.iter().filter(|grant| grant.subject == subject).cloned().collect();
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).grants(&grants, Some(space))))
}

/// Adds permissions.
pub(in crate::data_center) fn give(call: &Call<'_>) -> Reply {
    change(call, Change::Grant)
}

/// Takes permissions away; those that nobody has are passed over.
pub(in crate::data_center) fn take(call: &Call<'_>) -> Reply {
    change(call, Change::Revoke)
}

fn change(call: &Call<'_>, change: Change) -> Reply {
    call.parameters.only(&[], &[])?;
    let body = parse(call)?;
    let mut instance = call.instance();
    let id = administered(call, &instance, call.capture(0))?.id;
    let subject = subject(call, &instance)?;
    let operations = operations(body, SPACE)?;
    if let Some(space) = instance.spaces.get_mut(&id) {
        match change {
            Change::Grant => grant(&mut space.grants, &subject, &operations),
            Change::Revoke => revoke(&mut space.grants, &subject, &operations),
        }
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Reads from the path whose permissions are meant.
fn subject(call: &Call<'_>, instance: &Instance) -> Result<Subject, Answer> {
    let rest = call.path.split_once("/permissions/").map_or("", |(_, rest)| rest);
    match rest.split('/').next() {
        Some("group") => group(instance, call.capture(1)),
        Some("user") => user(instance, call.capture(1)),
        _ => Ok(Subject::Anonymous),
    }
}
