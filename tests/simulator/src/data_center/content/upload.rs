//! `POST /content/{id}/child/attachment` and `…/child/attachment/{attachmentId}/data`.

use std::io;

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::attachment::{one, writable};
use super::multipart::{self, Form};
use super::seen;
use crate::answer::{Answer, Reply};
use crate::data_center::call::Call;
use crate::data_center::expand::{CONTENT, Expand};
use crate::data_center::instance::{Content, File, Instance, Kind, NewContent, Status, Version};
use crate::data_center::listing::Window;
use crate::data_center::refusal::{forbidden, invalid, no_content, refuse};
use crate::data_center::view::View;
use crate::intake::Intake;
use crate::store::NewFile;

/// Tells the two uploads apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::data_center) enum Upload {
    /// Attaches files whose names must be new, unless `allowDuplicated` makes them new versions.
    Create,
    /// Adds a version to one attachment.
    Update,
}

/// Takes an upload; nothing is attached unless its whole form arrives.
pub(in crate::data_center) async fn upload(call: &Call<'_>, kind: Upload, intake: &mut Intake) -> io::Result<Reply> {
    let boundary = match check(call, kind) {
        Ok(boundary) => boundary,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let form = multipart::read(&boundary, intake).await?;
    Ok(form.and_then(|form| match kind {
        Upload::Create => create(call, form),
        Upload::Update => update(call, form),
    }))
}

/// Checks what can be told from the head; returns the form's boundary.
fn check(call: &Call<'_>, kind: Upload) -> Result<String, Answer> {
    call.guarded()?;
    let parameters = &call.parameters;
    if kind == Upload::Create {
        parameters.only(&["status", "allowDuplicated"], &["expand"])?;
        parameters.choice("status", &["current", "draft"])?;
        parameters.flag("allowDuplicated")?;
        Expand::read(parameters, "", &CONTENT)?;
    } else {
        parameters.only(&[], &[])?;
    }
    let declared = call.header(CONTENT_TYPE.as_str(), "");
    let boundary = multer::parse_boundary(declared).map_err(|_| {
        refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, &format!("Content-Type '{declared}' is not supported"))
    })?;
    let instance = call.instance();
    if kind == Upload::Create {
        holder(call, &instance)?;
    } else {
        writable(call, &instance)?;
    }
    Ok(boundary)
}

fn create(call: &Call<'_>, form: Form) -> Reply {
    let again = call.parameters.flag("allowDuplicated")?;
    let expand = Expand::read(&call.parameters, "version,container", &CONTENT)?;
    let mut instance = call.instance();
    let holder = holder(call, &instance)?;
    let (to, space) = (holder.id, holder.space);
    let mut named = Vec::new();
    for (file, comment) in form.files {
        let known = instance.content.get(&to).and_then(|holder| with_name(&instance, holder, &file.name));
        if known.is_some() && !again {
            return Err(invalid(&format!(
                "Cannot add a new attachment with same file name as an existing attachment: {}",
                file.name
            )));
        }
        named.push((known, file, comment));
    }
    let mut ids = Vec::new();
    for (known, file, comment) in named {
        // A file may have the name of one before it in the same form.
        let known = known.or_else(|| {
            instance.content.get(&to).and_then(|holder| with_name(&instance, holder, &file.name)).filter(|_| again)
        });
        if let Some(id) = known {
            add_version(&mut instance, id, file, comment, form.minor_edit, &call.user);
            ids.push(id);
            continue;
        }
        let mut new = NewContent::page(space, &file.name, "", &call.user);
        new.container = Some(to);
        new.message = comment;
        new.minor_edit = form.minor_edit;
        new.file = Some(kept(file));
        ids.push(instance.create(new, Kind::Attachment, Status::Current));
    }
    let view = View::of(call, &instance);
    let rows: Vec<&Content> = ids.iter().filter_map(|id| instance.content.get(id)).collect();
    let window = Window { start: 0, limit: rows.len() };
    // The document's schema is of one piece of content, where its text and all that was seen is a list.
    Ok(Answer::json(StatusCode::OK, &window.page(call, rows, |content| view.content(content, &expand))))
}

fn update(call: &Call<'_>, form: Form) -> Reply {
    let mut files = form.files.into_iter();
    let (Some((file, comment)), None) = (files.next(), files.next()) else {
        return Err(invalid("The form must have exactly one file"));
    };
    let mut instance = call.instance();
    let (id, _) = writable(call, &instance)?;
    add_version(&mut instance, id, file, comment, form.minor_edit, &call.user);
    one(call, &instance, id)
}

/// Finds what gets the attachments; a draft must be asked for by its status.
fn holder<'a>(call: &Call<'_>, instance: &'a Instance) -> Result<&'a Content, Answer> {
    let id = call.id(0)?;
    let holder = seen(call, instance, id)?;
    let status = call.parameters.one("status").unwrap_or("current");
    if holder.status.name() != status || holder.kind == Kind::Attachment {
        return Err(no_content(id));
    }
    let space = instance.spaces.get(&holder.space);
    let may = space.is_some_and(|space| instance.may(&call.user, space, ("attachment", "create")));
    if may && instance.edits(&call.user, holder) {
        return Ok(holder);
    }
    Err(forbidden("No permission to add attachments"))
}

fn with_name(instance: &Instance, holder: &Content, name: &str) -> Option<u64> {
    let attachments = instance.children(holder, Kind::Attachment);
    attachments.into_iter().find(|attachment| attachment.latest.title == name).map(|attachment| attachment.id)
}

/// Adds a version; the document says that it has the new file's name.
fn add_version(instance: &mut Instance, id: u64, file: NewFile, comment: String, minor_edit: bool, by: &str) {
    let Some(before) = instance.content.get(&id).map(|content| content.latest.clone()) else { return };
    let version = Version {
        title: file.name.clone(),
        message: comment,
        minor_edit,
        by: by.to_owned(),
        file: Some(kept(file)),
        ..before
    };
    instance.publish(id, version);
}

fn kept(file: NewFile) -> File {
    File { media_type: file.media_type, bytes: file.content }
}
