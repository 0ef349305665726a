//! Content as v1 writes it.

use serde_json::{Value, json};

use super::user::person;
use crate::accounts::Account;
use crate::links;
use crate::parameters::encode;
use crate::site::Call;
use crate::store::{Attachment, Comment, Page, Store};

/// Writes an attachment as uploads answer it.
pub(super) fn attachment(call: &Call<'_>, attachment: &Attachment) -> Value {
    let latest = &attachment.latest;
    let (id, page) = (attachment.id, attachment.page);
    let name = encode(&attachment.title);
    json!({
        "id": format!("att{id}"),
        "type": "attachment",
        "status": "current",
        "title": attachment.title,
        "version": {
            "by": person(&call.world.options, Account::User),
            "when": latest.at.to_string(),
            "friendlyWhen": latest.at.friendly(),
            "message": latest.comment,
            "number": latest.number,
            "minorEdit": latest.minor_edit,
            "contentTypeModified": false,
        },
        "container": {"id": page.to_string(), "type": "page", "status": "current"},
        "metadata": {"comment": latest.comment, "mediaType": latest.media_type},
        "extensions": {
            "mediaType": latest.media_type,
            "fileSize": latest.content.size,
            "comment": latest.comment,
            "mediaTypeDescription": "File",
            "fileId": latest.file_id,
            "collectionName": format!("contentId-{page}"),
        },
        "_links": {
            "webui": format!("/pages/viewpageattachments.action?pageId={page}&preview=%2F{page}%2F{id}%2F{name}"),
            "self": format!("{}/rest/api/content/att{id}", call.base()),
            "download": format!("/rest/api/content/{page}/child/attachment/att{id}/download"),
        },
    })
}

/// Names content of a search result: its id with the prefix of its type, its title, its place.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) url: String,
}

impl Found {
    /// Finds a page.
    pub(super) fn page(store: &Store, page: &Page) -> Self {
        let title = page.latest.title.clone();
        Self { id: page.id.to_string(), kind: "page", url: links::web(store.space_key(page), page.id, &title), title }
    }

    /// Finds an attachment.
    pub(super) fn attachment(attachment: &Attachment) -> Self {
        let (id, page) = (attachment.id, attachment.page);
        let name = encode(&attachment.title);
        Self {
            id: format!("att{id}"),
            kind: "attachment",
            title: attachment.title.clone(),
            url: format!("/pages/viewpageattachments.action?pageId={page}&preview=%2F{page}%2F{id}%2F{name}"),
        }
    }

    /// Finds a comment on a page.
    pub(super) fn comment(store: &Store, page: &Page, comment: &Comment) -> Self {
        let place = links::web(store.space_key(page), page.id, &page.latest.title);
        Self {
            id: comment.id.to_string(),
            kind: "comment",
            title: format!("Re: {}", page.latest.title),
            url: format!("{place}?focusedCommentId={}", comment.id),
        }
    }

    /// Writes the content, with all its parts left to expand.
    pub(super) fn content(&self, base: &str, space_key: &str) -> Value {
        json!({
            "id": self.id,
            "type": self.kind,
            "status": "current",
            "title": self.title,
            "childTypes": {},
            "macroRenderedOutput": {},
            "restrictions": {},
            "_expandable": {
                "container": "",
                "metadata": "",
                "extensions": "",
                "operations": "",
                "children": "",
                "history": format!("/rest/api/content/{}/history", self.id),
                "ancestors": "",
                "body": "",
                "version": "",
                "descendants": "",
                "space": format!("/rest/api/space/{space_key}"),
            },
            "_links": {"webui": self.url, "self": format!("{base}/rest/api/content/{}", self.id)},
        })
    }
}
