//! `…/{id}/attachments`, `/attachments` and `/labels/{id}/attachments`.

use serde_json::{Value, json};

use super::versions;
use crate::answer::Reply;
use crate::parameters::encode;
use crate::site::Call;
use crate::store::{Attachment, AttachmentRevision, Kind, Store, Version};
use crate::v2::listing;

/// Lists the attachments of some content, 50 at a time by default.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    rows(call, &store, &format!("{}/{id}/attachments", call.kind.segment()), 50, |attachment| attachment.page == id)
}

/// Lists attachments, narrowed by what the query says.
pub(in crate::v2) fn rows(
    call: &Call<'_>,
    store: &Store,
    path: &str,
    limit: usize,
    wanted: impl Fn(&Attachment) -> bool,
) -> Reply {
    let parameters = &call.parameters;
    let statuses = parameters.list("status").unwrap_or_else(|| vec!["current", "archived"]);
    let (media_type, name) = (parameters.one("mediaType"), parameters.one("filename"));
    let sort = parameters.one("sort").unwrap_or("created-date");
    let mut attachments: Vec<&Attachment> = store
        .attachments()
        .filter(|attachment| call.may(store, attachment.id, "read"))
        .filter(|attachment| wanted(attachment) && statuses.contains(&attachment.status()))
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
    listing::answer(call, &format!("/wiki/api/v2/{path}"), &ids, limit, |id| {
        store.attachment(id).map(|attachment| row(store, attachment, &attachment.latest))
    })
}

/// Writes an attachment in some version.
pub(in crate::v2) fn row(store: &Store, attachment: &Attachment, revision: &AttachmentRevision) -> Value {
    let (id, page) = (attachment.id, attachment.page);
    let name = encode(&attachment.title);
    let webui = format!("/pages/viewpageattachments.action?pageId={page}&preview=%2F{page}%2F{id}%2F{name}");
    // This path is retired for API credentials, and yet it is the one that answers carry.
    let download = format!(
        "/download/attachments/{page}/{name}?version={number}&modificationDate={at}&cacheVersion=1&api=v2",
        number = revision.number,
        at = revision.at.epoch_milliseconds(),
    );
    let container = match store.kind_of(page) {
        Some(Kind::Blogpost) => "blogPostId",
        Some(Kind::CustomContent) => "customContentId",
        _ => "pageId",
    };
    let version = versions::version(&Version {
        number: revision.number,
        title: &attachment.title,
        body: None,
        message: &revision.comment,
        minor_edit: revision.minor_edit,
        at: revision.at,
    });
    json!({
        "id": format!("att{id}"),
        "status": attachment.status(),
        "title": attachment.title,
        "createdAt": attachment.created.to_string(),
        container: page.to_string(),
        "mediaType": revision.media_type,
        "mediaTypeDescription": "File",
        "comment": revision.comment,
        "fileId": revision.file_id,
        "fileSize": revision.content.size,
        "webuiLink": webui,
        "downloadLink": download,
        "version": version,
        "_links": {"webui": webui, "download": download},
    })
}
