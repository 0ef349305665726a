//! `/user`, `/user/current`, `/user/anonymous`, `/user/list`, `/user/memberof`, `/admin/users/list/active`.

use http::StatusCode;

use super::addressed;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, LEAF, USER};
use crate::data_center::instance::User;
use crate::data_center::listing::Window;
use crate::data_center::refusal::{invalid, missing};
use crate::data_center::view::{View, anonymous};

/// Returns a user by key or name.
pub(in crate::data_center) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["key", "username"], &["expand"])?;
    if parameters.one("key").or(parameters.one("username")).is_none() {
        return Err(invalid("Parameter 'key' or 'username' is required"));
    }
    one(call)
}

/// Returns the user who asks.
pub(in crate::data_center) fn current(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    one(call)
}

/// Returns how somebody is shown who is not signed in.
pub(in crate::data_center) fn nobody(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    Expand::read(&call.parameters, "", &USER)?;
    Ok(Answer::json(StatusCode::OK, &anonymous()))
}

/// Lists everybody.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    everybody(call, |_| true)
}

/// Lists those who count for the licence.
pub(in crate::data_center) fn active(call: &Call<'_>) -> Reply {
    call.administrator(&call.instance())?;
    everybody(call, |user| user.active)
}

/// Lists the groups of a user; the document's schema is of people, its text of groups.
pub(in crate::data_center) fn groups(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["key", "username", "start", "limit"], &["expand"])?;
    Expand::read(parameters, "", &LEAF)?;
    if parameters.one("key").or(parameters.one("username")).is_none() {
        return Err(invalid("Parameter 'key' or 'username' is required"));
    }
    let window = Window::read(call, 200)?;
    let instance = call.instance();
    let user = addressed(call, &instance)?;
    let view = View::of(call, &instance);
    let page = window.page(call, instance.groups_of(&user.key).collect(), |name| view.group(name));
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Adds a user to a group; a member stays one. The document has no other status than 204.
pub(in crate::data_center) fn join(call: &Call<'_>) -> Reply {
    membership(call, true)
}

/// Takes a user out of a group; whoever is none of its members stays so.
pub(in crate::data_center) fn leave(call: &Call<'_>) -> Reply {
    membership(call, false)
}

fn one(call: &Call<'_>) -> Reply {
    let expand = Expand::read(&call.parameters, "", &USER)?;
    let instance = call.instance();
    let user = addressed(call, &instance)?;
    let mut written = View::of(call, &instance).user(user, &expand);
    written["_links"]["base"] = call.base().into();
    written["_links"]["context"] = "/confluence".into();
    Ok(Answer::json(StatusCode::OK, &written))
}

fn everybody(call: &Call<'_>, wanted: impl Fn(&User) -> bool) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    let expand = Expand::read(&call.parameters, "", &USER)?;
    let window = Window::read(call, 100)?;
    let instance = call.instance();
    let view = View::of(call, &instance);
    let rows = instance.users.values().filter(|user| wanted(user)).collect();
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows, |user| view.user(user, &expand))))
}

fn membership(call: &Call<'_>, joins: bool) -> Reply {
    call.parameters.only(&[], &[])?;
    let (name, group) = (call.capture(0), call.capture(1));
    let mut instance = call.instance();
    call.administrator(&instance)?;
    let key = super::named(&instance, name)?.key.clone();
    let text = || missing(&format!("No group found with name : {group}"));
    let members = instance.groups.get_mut(group).ok_or_else(text)?;
    if joins {
        members.insert(key);
    } else {
        members.remove(&key);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
