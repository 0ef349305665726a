//! `/user/watch…`: who is told of changes.

use std::collections::BTreeSet;

use http::StatusCode;
use serde_json::json;

use super::addressed;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::content::seen;
use crate::data_center::expand::Expand;
use crate::data_center::instance::{Instance, Kind};
use crate::data_center::refusal::{forbidden, invalid};
use crate::data_center::spaces::seen_space;
use crate::data_center::view::View;

/// Tells whether somebody watches content.
pub(in crate::data_center) fn is_watching_content(call: &Call<'_>) -> Reply {
    let instance = call.instance();
    let (id, user) = content(call, &instance)?;
    let watching = instance.content.get(&id).is_some_and(|content| content.watchers.contains(&user));
    Ok(Answer::json(StatusCode::OK, &json!({"watching": watching})))
}

/// Makes somebody watch content.
pub(in crate::data_center) fn watch_content(call: &Call<'_>) -> Reply {
    let mut instance = call.instance();
    let (id, user) = content(call, &instance)?;
    if let Some(content) = instance.content.get_mut(&id) {
        content.watchers.insert(user.clone());
    }
    let view = View::of(call, &instance);
    Ok(Answer::json(StatusCode::OK, &json!({"watcher": view.person(&user), "contentId": id.to_string()})))
}

/// Lets somebody watch content no more.
pub(in crate::data_center) fn unwatch_content(call: &Call<'_>) -> Reply {
    let mut instance = call.instance();
    let (id, user) = content(call, &instance)?;
    if let Some(content) = instance.content.get_mut(&id) {
        content.watchers.remove(&user);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Tells whether somebody watches a space, or one type of content in it.
pub(in crate::data_center) fn is_watching_space(call: &Call<'_>) -> Reply {
    let instance = call.instance();
    let (id, user, types) = space(call, &instance)?;
    let watched = instance.spaces.get(&id).and_then(|space| space.watchers.get(&user));
    let watching = watched.is_some_and(|watched| watched.is_empty() || !types.is_empty() && types.is_subset(watched));
    Ok(Answer::json(StatusCode::OK, &json!({"watching": watching})))
}

/// Makes somebody watch a space, or types of content in it.
pub(in crate::data_center) fn watch_space(call: &Call<'_>) -> Reply {
    let mut instance = call.instance();
    let (id, user, types) = space(call, &instance)?;
    if let Some(space) = instance.spaces.get_mut(&id) {
        space.watchers.insert(user.clone(), types.clone());
    }
    let view = View::of(call, &instance);
    let space = instance.spaces.get(&id).map(|space| view.space(space, &Expand::default()));
    let body = json!({"watcher": view.person(&user), "space": space, "contentTypes": types});
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Lets somebody watch a space no more, or types of content in it.
pub(in crate::data_center) fn unwatch_space(call: &Call<'_>) -> Reply {
    let mut instance = call.instance();
    let (id, user, types) = space(call, &instance)?;
    if let Some(space) = instance.spaces.get_mut(&id) {
        let rest = space.watchers.get(&user).map(|watched| watched.difference(&types).cloned().collect());
        let rest: BTreeSet<String> = rest.unwrap_or_default();
        space.watchers.remove(&user);
        if !types.is_empty() && !rest.is_empty() {
            space.watchers.insert(user, rest);
        }
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Reads of which content, and of whom, a request speaks.
fn content(call: &Call<'_>, instance: &Instance) -> Result<(u64, String), Answer> {
    call.parameters.only(&["key", "username"], &[])?;
    let content = seen(call, instance, call.id(0)?)?;
    if !matches!(content.kind, Kind::Page | Kind::BlogPost) {
        return Err(invalid("Only pages and blog posts are watched"));
    }
    Ok((content.id, watcher(call, instance)?))
}

fn space(call: &Call<'_>, instance: &Instance) -> Result<(u64, String, BTreeSet<String>), Answer> {
    call.parameters.only(&["key", "username"], &["contentType"])?;
    let types = call.parameters.choices("contentType", &["page", "blogpost", "comment", "attachment"])?;
    let types = types.unwrap_or_default().into_iter().map(str::to_owned).collect();
    let space = seen_space(call, instance, call.capture(0))?;
    Ok((space.id, watcher(call, instance)?, types))
}

/// Finds the watcher; that only administrators may speak of others is a guess.
fn watcher(call: &Call<'_>, instance: &Instance) -> Result<String, Answer> {
    let key = addressed(call, instance)?.key.clone();
    if key != call.user && !instance.is_administrator(&call.user) {
        return Err(forbidden("Only administrators let others watch"));
    }
    Ok(key)
}
