//! `GET /content/{id}/child…` and `…/descendant…`.

use http::StatusCode;

use super::seen;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{CHILDREN, CONTENT, DESCENDANTS, Expand};
use crate::data_center::instance::{Content, Instance, Kind};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{invalid, no_content};
use crate::data_center::view::View;

/// Maps the types of children to those that are expanded.
pub(in crate::data_center) fn children(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit", "parentVersion"], &["expand"])?;
    let expand = Expand::read(&call.parameters, "", &CHILDREN)?;
    Window::read(call, 25)?;
    let instance = call.instance();
    let parent = current(call, &instance)?;
    let map = View::of(call, &instance).children(parent, &expand);
    Ok(Answer::json(StatusCode::OK, &map))
}

/// Lists the children of one type.
pub(in crate::data_center) fn of_type(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit", "parentVersion"], &["expand"])?;
    let kind = match call.capture(1) {
        "page" => Kind::Page,
        other => return Err(invalid(&format!("'{other}' is no type of children: page, comment, attachment"))),
    };
    list(call, |instance, parent| instance.children(parent, kind))
}

/// Lists comments: those at the root, or all of them.
pub(in crate::data_center) fn comments(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["start", "limit", "parentVersion", "depth"], &["expand", "location"])?;
    let all = parameters.choice("depth", &["", "all"])? == Some("all");
    let locations = parameters.choices("location", &["", "inline", "footer", "resolved"])?.unwrap_or_default();
    // Comments that are made through this API stand in the footer.
    let footer = locations.iter().all(|name| name.is_empty()) || locations.contains(&"footer");
    list(call, |instance, parent| match (footer, all) {
        (false, _) => Vec::new(),
        (true, false) => instance.children(parent, Kind::Comment),
        (true, true) => instance.comments(parent),
    })
}

/// Maps the types of descendants, which are comments alone, to those that are expanded.
pub(in crate::data_center) fn descendants(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    let expand = Expand::read(&call.parameters, "", &DESCENDANTS)?;
    let instance = call.instance();
    let of = current(call, &instance)?;
    let map = View::of(call, &instance).descendants(of, &expand);
    Ok(Answer::json(StatusCode::OK, &map))
}

/// Lists the descendants of one type, which must be comments.
pub(in crate::data_center) fn descendants_of_type(call: &Call<'_>) -> Reply {
    call.parameters.only(&["start", "limit"], &["expand"])?;
    match call.capture(1) {
        "comment" => list(call, Instance::comments),
        // The answer to other types is a guess: the document says only that they are not supported.
        other => Err(invalid(&format!("Descendants of type '{other}' are not supported"))),
    }
}

fn list(call: &Call<'_>, find: impl for<'a> Fn(&'a Instance, &Content) -> Vec<&'a Content>) -> Reply {
    call.parameters.number("parentVersion", "Integer")?;
    let expand = Expand::read(&call.parameters, "", &CONTENT)?;
    let window = Window::read(call, 25)?;
    let instance = call.instance();
    let parent = current(call, &instance)?;
    let rows = find(&instance, parent).into_iter().filter(|content| instance.views(&call.user, content)).collect();
    let view = View::of(call, &instance);
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows, |content| view.content(content, &expand))))
}

/// Finds the content whose children are wanted; of trash there are none.
fn current<'a>(call: &Call<'_>, instance: &'a Instance) -> Result<&'a Content, Answer> {
    let content = seen(call, instance, call.id(0)?)?;
    if content.is_current() { Ok(content) } else { Err(no_content(content.id)) }
}
