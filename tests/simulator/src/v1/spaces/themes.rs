//! `/space/{key}/theme`.

use http::StatusCode;

use super::space;
use crate::answer::{Answer, Reply};
use crate::refusal::v1;
use crate::site::Call;
use crate::v1::looks;

/// Returns the theme of a space; without one nothing is found.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = space(call, &store)?.id;
    let theme = store.looks().themes.get(&id).and_then(|key| looks::theme(call, key));
    let absent = || v1(StatusCode::NOT_FOUND, "The space has no theme");
    Ok(Answer::json(StatusCode::OK, &theme.ok_or_else(absent)?))
}

/// Sets the theme of a space.
pub(crate) fn put(call: &Call<'_>) -> Reply {
    let key = call.value["themeKey"].as_str().unwrap_or_default();
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    let forbidden = || v1(StatusCode::FORBIDDEN, &format!("No theme has the key: {key}"));
    let theme = looks::theme(call, key).ok_or_else(forbidden)?;
    store.looks_mut().themes.insert(id, key.to_owned());
    Ok(Answer::json(StatusCode::OK, &theme))
}

/// Takes the theme of a space away.
pub(crate) fn reset(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = space(call, &store)?.id;
    store.looks_mut().themes.remove(&id);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
