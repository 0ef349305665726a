//! `POST /content`.

use http::StatusCode;

use super::metadata::Metadata;
use super::{publish, written};
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{CONTENT, Expand};
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Instance, Kind, NewContent, Status};
use crate::data_center::refusal::{forbidden, invalid, no_content, no_space};
use crate::data_center::view::View;

/// What the answers to writes expand.
pub(super) const EXPANDED: &str = "body.storage,history,space,container.history,container.version,version,ancestors";

/// Creates content, or publishes the draft whose id is in the body.
pub(in crate::data_center) fn create(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&[], &["status", "expand"])?;
    parameters.choices("status", &["current", "draft"])?;
    let expand = Expand::read(parameters, EXPANDED, &CONTENT)?;
    let mut fields = Fields::read(call, &[&written::SET[..], &written::ALSO].concat())?;
    let mut instance = call.instance();
    let id = match fields.id("id")? {
        Some(draft) => publish::draft(call, &mut instance, draft, &mut fields)?,
        None => fresh(call, &mut instance, &mut fields)?,
    };
    let content = instance.content.get(&id).ok_or_else(|| no_content(id))?;
    Ok(Answer::json(StatusCode::OK, &View::of(call, &instance).whole(content, &content.latest, &expand)))
}

fn fresh(call: &Call<'_>, instance: &mut Instance, fields: &mut Fields) -> Result<u64, Answer> {
    let kind = fields.choice("type", &["page", "blogpost", "comment"])?.and_then(Kind::named);
    let kind = kind.ok_or_else(|| fields.absent("type"))?;
    let status = match fields.choice("status", &["current", "draft"])? {
        Some("draft") => Status::Draft,
        _ => Status::Current,
    };
    if fields.has("version") || fields.has("position") || fields.has("extensions") {
        return Err(invalid("Fields 'version', 'position' and 'extensions' are for updates (simulator)"));
    }
    let metadata = Metadata::read(fields)?;
    let body = written::body(fields)?;
    let parent = written::parent(fields, &[])?;
    let key = written::space(fields)?;
    let title = match fields.text("title")?.filter(|title| !title.trim().is_empty()) {
        Some(title) => title.to_owned(),
        // A draft may wait for its title; a comment gets one from what it is about.
        None if status == Status::Draft || kind == Kind::Comment => String::new(),
        None => return Err(fields.absent("title")),
    };
    let new = if kind == Kind::Comment {
        let body = body.ok_or_else(|| fields.absent("body"))?;
        comment(call, instance, fields, &body, parent)?
    } else {
        let key = key.ok_or_else(|| fields.absent("space"))?;
        let space = instance.space_keyed(&key).filter(|space| instance.sees(&call.user, space));
        let space = space.ok_or_else(|| no_space(&key))?;
        let operation = if kind == Kind::Page { ("page", "create") } else { ("blogpost", "create") };
        if space.archived || !instance.may(&call.user, space, operation) {
            return Err(forbidden(&format!("Could not create content with type {}", kind.name())));
        }
        let space = space.id;
        if let Some(parent) = parent {
            check_parent(call, instance, kind, space, parent)?;
        }
        if status == Status::Current {
            check_title(instance, kind, space, &title, None)?;
        }
        let mut new = NewContent::page(space, &title, &body.unwrap_or_default(), &call.user);
        new.parent = parent;
        new
    };
    let id = instance.create(new, kind, status);
    metadata.keep(instance, id, &call.user);
    Ok(id)
}

fn comment(
    call: &Call<'_>,
    instance: &Instance,
    fields: &mut Fields,
    body: &str,
    parent: Option<u64>,
) -> Result<NewContent, Answer> {
    let known = [&written::SET[..], &written::ALSO, &written::ECHOED].concat();
    let container = fields.object("container", &known)?.ok_or_else(|| fields.absent("container"))?;
    let id = container.id("id")?.ok_or_else(|| container.absent("id"))?;
    let kind = container.choice("type", &["page", "blogpost", "attachment"])?;
    let holder = instance.content.get(&id).filter(|content| content.is_current() && content.kind != Kind::Comment);
    let holder = holder.filter(|holder| instance.views(&call.user, holder)).ok_or_else(|| no_content(id))?;
    if kind.is_some_and(|kind| kind != holder.kind.name()) {
        return Err(invalid(&format!("Content {id} is no {}", kind.unwrap_or_default())));
    }
    let allowed = instance.spaces.get(&holder.space);
    if !allowed.is_some_and(|space| instance.may(&call.user, space, ("comment", "create"))) {
        return Err(forbidden("Could not create content with type comment"));
    }
    if let Some(parent) = parent {
        let above = instance.content.get(&parent).filter(|content| content.kind == Kind::Comment);
        above.filter(|above| above.container == Some(id)).ok_or_else(|| no_content(parent))?;
    }
    let title = format!("Re: {}", holder.latest.title);
    let mut new = NewContent::page(holder.space, &title, body, &call.user);
    new.container = Some(id);
    new.parent = parent;
    Ok(new)
}

/// Refuses a parent that is no current page of the space.
pub(super) fn check_parent(
    call: &Call<'_>,
    instance: &Instance,
    kind: Kind,
    space: u64,
    parent: u64,
) -> Result<(), Answer> {
    if kind != Kind::Page {
        return Err(invalid(&format!("Content of type {} has no ancestors", kind.name())));
    }
    let found = instance.content.get(&parent).filter(|page| page.kind == Kind::Page && page.is_current());
    let found = found.filter(|page| instance.views(&call.user, page)).ok_or_else(|| no_content(parent))?;
    if found.space == space {
        return Ok(());
    }
    Err(invalid(&format!("The parent page {parent} is in another space")))
}

/// Refuses a title that other content has.
pub(super) fn check_title(
    instance: &Instance,
    kind: Kind,
    space: u64,
    title: &str,
    except: Option<u64>,
) -> Result<(), Answer> {
    if instance.title_holder(kind, space, title, except).is_none() {
        return Ok(());
    }
    let key = instance.spaces.get(&space).map_or("", |space| space.key.as_str());
    Err(invalid(&format!(
        "A {kind} with this title already exists: A {kind} already exists with the title {title} in the space with key {key}",
        kind = kind.name(),
    )))
}
