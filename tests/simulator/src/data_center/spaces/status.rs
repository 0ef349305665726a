//! `PUT /space/{spaceKey}/archive` and `…/restore`, `GET /space/{spaceKey}/watchers`.

use http::StatusCode;

use super::administered;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::listing::Window;
use crate::data_center::view::View;

/// Archives a space; one that is archived stays so.
pub(in crate::data_center) fn archive(call: &Call<'_>) -> Reply {
    set(call, true)
}

/// Takes a space out of the archive; one that is current stays so.
pub(in crate::data_center) fn restore(call: &Call<'_>) -> Reply {
    set(call, false)
}

/// Lists who watches a space.
pub(in crate::data_center) fn watchers(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &[])?;
    let window = Window::read(call, 25)?;
    let instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?;
    let view = View::of(call, &instance);
    let page = window.page(call, space.watchers.keys().collect(), |key| view.person(key));
    Ok(Answer::json(StatusCode::OK, &page))
}

fn set(call: &Call<'_>, archived: bool) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    let id = administered(call, &instance, call.capture(0))?.id;
    instance.now();
    if let Some(space) = instance.spaces.get_mut(&id) {
        space.archived = archived;
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
