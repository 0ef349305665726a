//! `GET /pages/{id}/attachments` and `GET /attachments/{id}`.

use http::StatusCode;
use serde_json::{Value, json};

use super::{listing, object};
use crate::answer::{Answer, Reply};
use crate::parameters::encode;
use crate::refusal::{no_page, v2};
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Attachment, AttachmentRevision};

const STATUSES: &[&str] = &["current", "archived", "trashed"];
const SORTS: &[&str] = &["created-date", "-created-date", "modified-date", "-modified-date"];
const PARTS: &[(&str, &str)] = &[
    ("include-labels", "labels"),
    ("include-properties", "properties"),
    ("include-operations", "operations"),
    ("include-versions", "versions"),
];

/// Lists the attachments of a page, 50 at a time by default.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let id = call.id()?;
    let parameters = &call.parameters;
    parameters.only(&["sort", "cursor", "mediaType", "filename", "limit"], &["status"])?;
    let current = parameters.choices("status", STATUSES)?.is_none_or(|statuses| statuses.contains(&"current"));
    let sort = parameters.choice("sort", SORTS)?.unwrap_or("created-date");
    let (media_type, name) = (parameters.one("mediaType"), parameters.one("filename"));
    let store = call.world.store();
    if store.page(id).is_none() {
        return Err(no_page(id));
    }
    let mut attachments: Vec<&Attachment> = store
        .attachments()
        .filter(|attachment| current && attachment.page == id)
        .filter(|attachment| media_type.is_none_or(|wanted| attachment.latest.media_type == wanted))
        .filter(|attachment| name.is_none_or(|wanted| attachment.title == wanted))
        .collect();
    if sort.ends_with("modified-date") {
        attachments.sort_by_key(|attachment| attachment.latest.at);
    }
    if sort.starts_with('-') {
        attachments.reverse();
    }
    let ids: Vec<u64> = attachments.iter().map(|attachment| attachment.id).collect();
    listing::answer(call, &format!("/wiki/api/v2/pages/{id}/attachments"), &ids, 50, |id| {
        store.attachment(id).map(|attachment| row(attachment, &attachment.latest))
    })
}

/// Returns one attachment.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let id = call.attachment_id(0)?;
    let parameters = &call.parameters;
    let mut known = vec!["version", "include-version", "include-collaborators"];
    known.extend(PARTS.iter().map(|(flag, _)| *flag));
    parameters.only(&known, &[])?;
    parameters.flag("include-collaborators")?;
    parameters.flag("include-version")?;
    let version = parameters.number("version", "Integer")?;
    let absent = || v2(StatusCode::NOT_FOUND, &format!("Cannot find an attachment with id [att{id}]"));
    let store = call.world.store();
    let attachment = store.attachment(id).ok_or_else(absent)?;
    let revision = match version {
        Some(number) => attachment.revision(number).ok_or_else(absent)?,
        None => &attachment.latest,
    };
    let mut json = object(row(attachment, revision));
    for (flag, name) in PARTS {
        if parameters.flag(flag)? {
            let rows: Vec<Value> = match *name {
                "versions" => attachment.revisions().map(version_of).collect(),
                _ => Vec::new(),
            };
            let own = format!("/wiki/api/v2/attachments/att{id}/{name}");
            let part = json!({"results": rows, "meta": {"hasMore": false}, "_links": {"self": own}});
            json.insert((*name).to_owned(), part);
        }
    }
    if parameters.one("include-version") == Some("false") {
        json.remove("version");
    }
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

fn row(attachment: &Attachment, revision: &AttachmentRevision) -> Value {
    let (id, page) = (attachment.id, attachment.page);
    let name = encode(&attachment.title);
    let webui = format!("/pages/viewpageattachments.action?pageId={page}&preview=%2F{page}%2F{id}%2F{name}");
    // This path is retired for API credentials, and yet it is the one that answers carry.
    let download = format!(
        "/download/attachments/{page}/{name}?version={number}&modificationDate={at}&cacheVersion=1&api=v2",
        number = revision.number,
        at = revision.at.epoch_milliseconds(),
    );
    json!({
        "id": format!("att{id}"),
        "status": "current",
        "title": attachment.title,
        "createdAt": attachment.created.to_string(),
        "pageId": page.to_string(),
        "mediaType": revision.media_type,
        "mediaTypeDescription": "File",
        "comment": revision.comment,
        "fileId": revision.file_id,
        "fileSize": revision.content.size,
        "webuiLink": webui,
        "downloadLink": download,
        "version": version_of(revision),
        "_links": {"webui": webui, "download": download},
    })
}

fn version_of(revision: &AttachmentRevision) -> Value {
    json!({
        "number": revision.number,
        "message": revision.comment,
        "minorEdit": revision.minor_edit,
        "authorId": ACCOUNT_ID,
        "createdAt": revision.at.to_string(),
    })
}
