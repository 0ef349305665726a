//! `/content/{id}/child/attachment…`, but for the uploads.

use http::StatusCode;
use http::header::ALLOW;
use serde_json::json;

use super::{delete, editable, seen, written};
use crate::answer::{Answer, Reply};
use crate::data_center::call::{Call, content_id};
use crate::data_center::expand::{CONTENT, Expand};
use crate::data_center::fields::Fields;
use crate::data_center::instance::{Content, Instance, Kind, Version};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{conflict, invalid, missing, no_content, refuse};
use crate::data_center::view::View;
use crate::markup::storage_text;

/// Lists the attachments of content; the document calls the status 201, which no list has.
pub(in crate::data_center) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["start", "limit", "filename", "mediaType"], &["expand"])?;
    let expand = Expand::read(parameters, "", &CONTENT)?;
    let window = Window::read(call, 50)?;
    let instance = call.instance();
    let holder = seen(call, &instance, call.id(0)?)?;
    let (name, media_type) = (parameters.one("filename"), parameters.one("mediaType"));
    let rows = instance.children(holder, Kind::Attachment).into_iter().filter(|attachment| {
        let file = attachment.latest.file.as_ref();
        name.is_none_or(|name| attachment.latest.title == name)
            && media_type.is_none_or(|wanted| file.is_some_and(|file| file.media_type == wanted))
    });
    let view = View::of(call, &instance);
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows.collect(), |content| view.content(content, &expand))))
}

/// Refuses `PUT` on the list, which Cloud alone has.
pub(in crate::data_center) fn put(_: &Call<'_>) -> Reply {
    Err(refuse(StatusCode::METHOD_NOT_ALLOWED, "HTTP 405 Method Not Allowed").with(ALLOW, "GET, POST"))
}

/// Updates name, media type, comment or place of an attachment.
///
/// The version of the request is the current one, as the document says of its 409, and not the next one.
pub(in crate::data_center) fn update(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut fields = Fields::read(call, &[&written::SET[..], &written::ALSO, &written::ECHOED].concat())?;
    let version = written::version(&mut fields)?.ok_or_else(|| fields.absent("version"))?;
    fields.choice("type", &["attachment"])?.ok_or_else(|| fields.absent("type"))?;
    let known = ["mediaType", "comment", "labels", "currentuser", "properties", "_links", "_expandable"];
    let metadata = fields.object("metadata", &known)?;
    let container = fields.object("container", &[&written::SET[..], &written::ALSO, &written::ECHOED].concat())?;
    let to = container.map(|container| container.id("id")?.ok_or_else(|| container.absent("id"))).transpose()?;
    let mut instance = call.instance();
    let (id, holder) = writable(call, &instance)?;
    if fields.id("id")?.is_some_and(|given| given != id) {
        return Err(invalid("Field 'id' is not the id of the path"));
    }
    let current = instance.content.get(&id).ok_or_else(|| no_content(id))?.latest.clone();
    if version.number != i64::from(current.number) {
        return Err(conflict(&format!("The version of the attachment is {}", current.number)));
    }
    let mut next = Version { by: call.user.clone(), ..current };
    if let Some(title) = fields.text("title")? {
        next.title = file_name(title)?;
    }
    if let Some(metadata) = &metadata {
        if let Some(comment) = metadata.text("comment")? {
            comment.clone_into(&mut next.message);
        }
        if let (Some(media_type), Some(file)) = (metadata.text("mediaType")?, next.file.as_mut()) {
            media_type.clone_into(&mut file.media_type);
        }
    }
    let to = to.unwrap_or(holder);
    check_place(call, &instance, id, to, &next.title)?;
    let space = instance.content.get(&to).map_or(0, |holder| holder.space);
    next.at = instance.now();
    if let Some(attachment) = instance.content.get_mut(&id) {
        attachment.latest = next;
        attachment.container = Some(to);
        attachment.space = space;
    }
    one(call, &instance, id)
}

/// Moves an attachment, or gives it another name.
pub(in crate::data_center) fn move_to(call: &Call<'_>) -> Reply {
    call.guarded()?;
    call.parameters.only(&["newContentId", "newName"], &[])?;
    let to = call.parameters.one("newContentId").map(content_id).transpose()?;
    let to = to.ok_or_else(|| invalid("Parameter 'newContentId' is required"))?;
    let mut instance = call.instance();
    let (id, _) = writable(call, &instance)?;
    let name = match call.parameters.one("newName") {
        Some(name) => file_name(name)?,
        None => instance.content.get(&id).map(|content| content.latest.title.clone()).unwrap_or_default(),
    };
    check_place(call, &instance, id, to, &name)?;
    let space = instance.content.get(&to).map_or(0, |holder| holder.space);
    instance.now();
    if let Some(attachment) = instance.content.get_mut(&id) {
        attachment.latest.title = name;
        attachment.container = Some(to);
        attachment.space = space;
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Removes an attachment with all its versions for good.
pub(in crate::data_center) fn remove(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let mut instance = call.instance();
    let id = found(call, &instance)?.id;
    delete::check(call, &instance, found(call, &instance)?).map_err(not_permitted)?;
    instance.purge(id);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Removes one version of an attachment; the version before the last one takes the place of the last one.
pub(in crate::data_center) fn remove_version(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &[])?;
    let number = call.number(2, "version")?;
    let mut instance = call.instance();
    let attachment = found(call, &instance)?;
    let id = attachment.id;
    delete::check(call, &instance, attachment).map_err(not_permitted)?;
    attachment.version(number).ok_or_else(|| missing(&format!("The attachment has no version {number}")))?;
    if attachment.history.is_empty() {
        return Err(invalid("The only version of an attachment cannot be removed"));
    }
    instance.now();
    if let Some(attachment) = instance.content.get_mut(&id) {
        let last = u64::from(attachment.latest.number) == number;
        if let Some(before) = if last { attachment.history.pop() } else { None } {
            attachment.latest = before;
        }
        attachment.history.retain(|version| u64::from(version.number) != number);
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Returns the text of an attachment; the simulator reads plain text only.
pub(in crate::data_center) fn extracted_text(call: &Call<'_>) -> Reply {
    call.parameters.only(&["limit"], &[])?;
    let limit = call.parameters.number("limit", "Integer")?;
    let instance = call.instance();
    let attachment = found(call, &instance)?;
    let file = attachment.latest.file.as_ref().filter(|file| file.media_type.starts_with("text/"));
    let bytes = file.map(super::download::whole).transpose();
    let bytes = bytes.map_err(|_| refuse(StatusCode::INTERNAL_SERVER_ERROR, "The file cannot be read"))?;
    let Some(bytes) = bytes else { return Ok(Answer::empty(StatusCode::NO_CONTENT)) };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let html = file.is_some_and(|file| file.media_type.starts_with("text/html"));
    let text = if html { storage_text(&text) } else { text };
    let most = limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let text: String = text.chars().take(most).collect();
    Ok(Answer::json(StatusCode::OK, &json!({"extractedText": text})))
}

/// Answers one attachment.
pub(super) fn one(call: &Call<'_>, instance: &Instance, id: u64) -> Reply {
    let attachment = instance.content.get(&id).ok_or_else(|| no_content(id))?;
    let expand = Expand::known("version,container", &CONTENT);
    Ok(Answer::json(StatusCode::OK, &View::of(call, instance).whole(attachment, &attachment.latest, &expand)))
}

/// Finds the attachment of the path, if the content of the path has it and the caller sees it.
pub(super) fn found<'a>(call: &Call<'_>, instance: &'a Instance) -> Result<&'a Content, Answer> {
    let (holder, id) = (call.id(0)?, call.id(1)?);
    let attachment = seen(call, instance, id)?;
    let fits = attachment.kind == Kind::Attachment && attachment.is_current() && attachment.container == Some(holder);
    if fits { Ok(attachment) } else { Err(no_content(id)) }
}

/// Finds an attachment that the caller may change; returns its id and that of what holds it.
pub(super) fn writable(call: &Call<'_>, instance: &Instance) -> Result<(u64, u64), Answer> {
    let attachment = found(call, instance)?;
    editable(call, instance, attachment.id)?;
    Ok((attachment.id, attachment.container.unwrap_or_default()))
}

/// Checks a file's name.
pub(super) fn file_name(name: &str) -> Result<String, Answer> {
    if name.trim().is_empty() || name.contains('/') {
        return Err(invalid(&format!("Invalid file name: {name}")));
    }
    Ok(name.to_owned())
}

fn check_place(call: &Call<'_>, instance: &Instance, id: u64, to: u64, name: &str) -> Result<(), Answer> {
    let holder = editable(call, instance, to)?;
    if !holder.is_current() || holder.kind == Kind::Attachment {
        return Err(no_content(to));
    }
    let taken = instance
        .children(holder, Kind::Attachment)
        .into_iter()
        .any(|other| other.id != id && other.latest.title == name);
    if taken { Err(invalid(&format!("Content {to} has an attachment with the name {name}"))) } else { Ok(()) }
}

/// Who may not remove an attachment is told so with 400.
fn not_permitted(_: Answer) -> Answer {
    invalid("No permission to remove the attachment")
}
