//! Uploads: `POST` and `PUT …/child/attachment`, `POST …/child/attachment/{attachmentId}/data`.

use std::io;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::content;
use super::multipart::{self, Failure, Form};
use crate::answer::{Answer, Reply};
use crate::intake::Intake;
use crate::refusal::{Shape, no_content, v1};
use crate::site::Call;
use crate::store::{Kind, Page, Status};

/// Tells the three uploads apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upload {
    /// Attaches files whose names must be new.
    Create,
    /// Attaches files, as new versions where the name exists.
    CreateOrUpdate,
    /// Adds a version to one attachment.
    Update,
}

/// Takes an upload; nothing is attached unless its whole form arrives.
pub(crate) async fn upload(call: &Call<'_>, kind: Upload, intake: &mut Intake) -> io::Result<Reply> {
    let (page, boundary) = match check(call, kind) {
        Ok(checked) => checked,
        Err(refusal) => return Ok(Err(refusal)),
    };
    match multipart::read(&boundary, intake).await {
        Ok(form) => Ok(attach(call, kind, page, form)),
        Err(Failure::Refused(text)) => Ok(Err(Shape::V1.invalid(&text))),
        Err(Failure::Broken(error)) => Err(error),
    }
}

/// Checks what can be told from the head; returns the page and the form's boundary.
fn check(call: &Call<'_>, kind: Upload) -> Result<(u64, String), Answer> {
    let header = |name: &str| call.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    call.check_token()?;
    let page = call.id()?;
    if kind == Upload::Update {
        call.parameters.only(&[], &[])?;
        call.attachment_id(1)?;
    } else {
        call.parameters.only(&["status"], &[])?;
        call.parameters.choice("status", &["current", "draft"])?;
    }
    let declared = header(CONTENT_TYPE.as_str());
    let boundary = multer::parse_boundary(declared)
        .map_err(|_| v1(StatusCode::UNSUPPORTED_MEDIA_TYPE, &format!("Content-Type '{declared}' is not supported")))?;
    let store = call.world.store();
    if store.content(page).is_none_or(|page| !takes_files(page)) {
        return Err(no_content(page));
    }
    call.check_access(&store, page, "update")?;
    Ok((page, boundary))
}

/// Tells whether content may have attachments; drafts may.
fn takes_files(page: &Page) -> bool {
    matches!(page.kind, Kind::Page | Kind::Blogpost | Kind::CustomContent) && page.status != Status::Trashed
}

fn attach(call: &Call<'_>, kind: Upload, page: u64, form: Form) -> Reply {
    let Form { files, comment, minor_edit } = form;
    let mut store = call.world.store();
    if store.content(page).is_none() {
        return Err(no_content(page));
    }
    let mut ids = Vec::new();
    if kind == Upload::Update {
        let id = call.attachment_id(1)?;
        let file = files.into_iter().next();
        let (Some(file), Some(_)) = (file, store.attachment(id).filter(|attachment| attachment.page == page)) else {
            return Err(no_content(id));
        };
        store.attach_again(id, file, &comment, minor_edit);
        ids.push(id);
    } else {
        if kind == Upload::Create
            && let Some(file) = files.iter().find(|file| store.attachment_named(page, &file.name).is_some())
        {
            return Err(Shape::V1.invalid(&format!(
                "Cannot add a new attachment with same file name as an existing attachment: {}",
                file.name
            )));
        }
        for file in files {
            match store.attachment_named(page, &file.name).map(|attachment| attachment.id) {
                Some(id) => {
                    store.attach_again(id, file, &comment, minor_edit);
                    ids.push(id);
                }
                None => ids.push(store.attach(page, file, &comment, minor_edit)),
            }
        }
    }
    let rows: Vec<Value> = ids
        .iter()
        .filter_map(|id| store.attachment(*id))
        .map(|attachment| content::attachment(call, &store, attachment))
        .collect();
    if kind == Upload::Update {
        // This one answers the attachment itself.
        return Ok(Answer::json(StatusCode::OK, rows.first().unwrap_or(&Value::Null)));
    }
    let links = json!({"base": call.base(), "context": "/wiki"});
    let body = json!({"results": rows, "start": 0, "limit": rows.len(), "size": rows.len(), "_links": links});
    Ok(Answer::json(StatusCode::OK, &body))
}
