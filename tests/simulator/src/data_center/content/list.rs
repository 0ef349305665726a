//! Lists of content: by title, by space, in the trash, and as a scan.

use http::StatusCode;

use crate::answer::{Answer, Reply};
use crate::data_center::call::{Call, content_id};
use crate::data_center::expand::{CONTENT, Expand};
use crate::data_center::instance::{Content, Instance, Kind, Status};
use crate::data_center::listing::{Window, scanned};
use crate::data_center::refusal::{invalid, no_space};
use crate::data_center::spaces::{administered, seen_space};
use crate::data_center::view::View;

/// The statuses in which content can be listed; `historical` is not supported.
const STATUSES: &[&str] = &["current", "trashed", "draft", "any"];

/// Lists pages or blog posts by space, title, status and day; that the case of titles does not matter is a guess.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let singles = ["type", "spaceKey", "title", "postingDay", "start", "limit", "xoauth_requestor_id"];
    parameters.only(&singles, &["status", "expand", "ids"])?;
    let kind = kind(call)?.unwrap_or(Kind::Page);
    let statuses = statuses(call)?;
    let day = parameters.one("postingDay");
    if day.is_some() && kind != Kind::BlogPost {
        return Err(invalid("'postingDay' is for blog posts only"));
    }
    let ids = parameters.list("ids").map(|ids| ids.into_iter().map(content_id).collect::<Result<Vec<_>, _>>());
    let ids = ids.transpose()?;
    let expand = Expand::read(parameters, "", &CONTENT)?;
    let window = Window::read(call, 25)?;
    let instance = call.instance();
    let space = listed_space(call, &instance)?;
    let title = parameters.one("title").map(str::to_lowercase);
    let rows = instance.content.values().filter(|content| {
        content.kind == kind
            && statuses.contains(&content.status)
            && space.is_none_or(|space| content.space == space)
            && title.as_ref().is_none_or(|title| content.latest.title.to_lowercase() == *title)
            && day.is_none_or(|day| content.posting_day() == day)
            && ids.as_ref().is_none_or(|ids| ids.contains(&content.id))
            && instance.views(&call.user, content)
    });
    let view = View::of(call, &instance);
    let page = window.page(call, rows.collect(), |content| view.content(content, &expand));
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Lists content by a cursor, which holds where `start` would skip or repeat rows.
pub(in crate::data_center) fn scan(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["spaceKey", "limit", "cursor", "type"], &["status", "expand"])?;
    let kind = kind(call)?.unwrap_or(Kind::Page);
    let statuses = statuses(call)?;
    let expand = Expand::read(parameters, "", &CONTENT)?;
    let instance = call.instance();
    let space = listed_space(call, &instance)?;
    let rows = instance.content.values().filter(|content| {
        content.kind == kind
            && statuses.contains(&content.status)
            && space.is_none_or(|space| content.space == space)
            && instance.views(&call.user, content)
    });
    let view = View::of(call, &instance);
    let page = scanned(call, rows.collect(), |content| content.id, |content| view.content(content, &expand))?;
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Lists the pages and the blog posts of a space, each type as a list of its own.
///
/// The document's schema is a single list; that there are two is how other versions of the API answer.
pub(in crate::data_center) fn in_space(call: &Call<'_>) -> Reply {
    let (expand, window, root) = space_query(call)?;
    let instance = call.instance();
    let space = seen_space(call, &instance, call.capture(0))?;
    let view = View::of(call, &instance);
    let list = |kind| {
        let rows = current(call, &instance, space.id, kind, root);
        window.page(call, rows, |content| view.content(content, &expand))
    };
    let both = serde_json::json!({
        "page": list(Kind::Page),
        "blogpost": list(Kind::BlogPost),
        "_links": {"base": call.base(), "context": "/confluence"},
    });
    Ok(Answer::json(StatusCode::OK, &both))
}

/// Lists the pages or the blog posts of a space.
pub(in crate::data_center) fn in_space_of_type(call: &Call<'_>) -> Reply {
    let (expand, window, root) = space_query(call)?;
    let kind = match call.capture(1) {
        "page" => Kind::Page,
        "blogpost" => Kind::BlogPost,
        other => return Err(invalid(&format!("'{other}' is no type of content in a space: page, blogpost"))),
    };
    let instance = call.instance();
    let space = seen_space(call, &instance, call.capture(0))?;
    let view = View::of(call, &instance);
    let rows = current(call, &instance, space.id, kind, root);
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows, |content| view.content(content, &expand))))
}

/// Lists the trash of a space.
pub(in crate::data_center) fn trash(call: &Call<'_>) -> Reply {
    call.parameters.only(&["limit", "cursor"], &["expand"])?;
    let expand = Expand::read(&call.parameters, "ancestors,container,space,metadata", &CONTENT)?;
    let instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?.id;
    let rows = instance.content.values().filter(|content| content.space == space && content.status == Status::Trashed);
    let view = View::of(call, &instance);
    let page = scanned(call, rows.collect(), |content| content.id, |content| view.content(content, &expand))?;
    Ok(Answer::json(StatusCode::OK, &page))
}

/// Empties the trash of a space.
pub(in crate::data_center) fn empty_trash(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    let space = administered(call, &instance, call.capture(0))?.id;
    let trashed = |content: &&Content| content.space == space && content.status == Status::Trashed;
    let gone: Vec<u64> = instance.content.values().filter(trashed).map(|content| content.id).collect();
    for id in gone {
        instance.purge(id);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn space_query(call: &Call<'_>) -> Result<(Expand, Window, bool), Answer> {
    let parameters = &call.parameters;
    parameters.only(&["depth", "start", "limit"], &["expand"])?;
    let root = parameters.choice("depth", &["all", "root"])? == Some("root");
    Ok((Expand::read(parameters, "", &CONTENT)?, Window::read(call, 25)?, root))
}

fn current<'a>(call: &Call<'_>, instance: &'a Instance, space: u64, kind: Kind, root: bool) -> Vec<&'a Content> {
    let rows = instance.content.values().filter(|content| {
        content.kind == kind
            && content.is_current()
            && content.space == space
            && (!root || content.parent.is_none())
            && instance.views(&call.user, content)
    });
    rows.collect()
}

/// Reads `type`; of comments and attachments there are other lists.
fn kind(call: &Call<'_>) -> Result<Option<Kind>, Answer> {
    Ok(call.parameters.choice("type", &["page", "blogpost"])?.and_then(Kind::named))
}

fn statuses(call: &Call<'_>) -> Result<Vec<Status>, Answer> {
    let names = call.parameters.choices("status", STATUSES)?.unwrap_or_else(|| vec!["current"]);
    let statuses = names.into_iter().flat_map(|name| match name {
        "any" => vec![Status::Current, Status::Trashed],
        "trashed" => vec![Status::Trashed],
        "draft" => vec![Status::Draft],
        _ => vec![Status::Current],
    });
    Ok(statuses.collect())
}

/// Returns the id of the space that `spaceKey` names.
fn listed_space(call: &Call<'_>, instance: &Instance) -> Result<Option<u64>, Answer> {
    let Some(key) = call.parameters.one("spaceKey") else { return Ok(None) };
    let space = instance.space_keyed(key).ok_or_else(|| no_space(key))?;
    if instance.sees(&call.user, space) { Ok(Some(space.id)) } else { Err(no_space(key)) }
}
