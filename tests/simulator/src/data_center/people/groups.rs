//! `/group…`; groups do not nest on this instance.

use http::StatusCode;
use serde_json::Value;

use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{Expand, LEAF, USER};
use crate::data_center::instance::Instance;
use crate::data_center::listing::Window;
use crate::data_center::refusal::missing;
use crate::data_center::view::View;

/// Lists the groups.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    Expand::read(&call.parameters, "", &LEAF)?;
    let window = Window::read(call, 200)?;
    let instance = call.instance();
    let view = View::of(call, &instance);
    let page = window.page(call, instance.groups.keys().collect(), |name| view.group(name));
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Returns a group; the document has no status for one that does not exist.
pub(in crate::data_center) fn get(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    Expand::read(&call.parameters, "", &LEAF)?;
    let instance = call.instance();
    let name = known(call, &instance)?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).group(name)))
}

/// Lists the members of a group, for administrators.
pub(in crate::data_center) fn members(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    let expand = Expand::read(&call.parameters, "", &USER)?;
    let window = Window::read(call, 200)?;
    let instance = call.instance();
    call.administrator(&instance)?;
    let name = known(call, &instance)?;
    let keys = instance.groups.get(name).into_iter().flatten();
    let rows = keys.filter_map(|key| instance.user(key)).collect();
    let view = View::of(call, &instance);
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows, |user| view.user(user, &expand))))
}

/// Lists the groups around or inside of a group, of which there are none.
pub(in crate::data_center) fn relatives(call: &Call<'_>) -> Reply {
    let expansions: &[&str] = if call.path.ends_with("/groupancestor") { &[] } else { &["expand"] };
    call.parameters.only(&["start", "limit"], expansions)?;
    Expand::read(&call.parameters, "", &LEAF)?;
    let window = Window::read(call, 200)?;
    let instance = call.instance();
    known(call, &instance)?;
    Ok(Answer::json(StatusCode::OK, &window.page(call, Vec::<Value>::new(), |row| row)))
}

fn known<'a>(call: &'a Call<'_>, instance: &Instance) -> Result<&'a str, Answer> {
    let name = call.capture(0);
    if instance.groups.contains_key(name) {
        return Ok(name);
    }
    Err(missing(&format!("No group found with name : {name}")))
}
