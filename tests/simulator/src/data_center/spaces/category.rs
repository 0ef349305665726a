//! `/space/{spaceKey}/category/{name}`: the labels of a space itself.

use http::StatusCode;

use super::administered;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::content::labels::checked;

/// Puts a category on a space; one that it has stays as it is.
pub(in crate::data_center) fn add(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let name = checked(call.capture(1))?;
    let mut instance = call.instance();
    let id = administered(call, &instance, call.capture(0))?.id;
    let label = instance.label("team", &name, &call.user);
    instance.now();
    if let Some(space) = instance.spaces.get_mut(&id) {
        space.labels.insert(label);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Takes a category off a space; that one which it does not have makes no difference is a guess.
pub(in crate::data_center) fn remove(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let name = checked(call.capture(1))?;
    let mut instance = call.instance();
    let id = administered(call, &instance, call.capture(0))?.id;
    let label = instance.label("team", &name, &call.user);
    instance.now();
    if let Some(space) = instance.spaces.get_mut(&id) {
        space.labels.remove(&label);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
