//! Content as v1 writes it.

use serde_json::{Value, json};

use super::user::person;
use super::{labels, spaces};
use crate::accounts::Account;
use crate::links;
use crate::parameters::encode;
use crate::site::Call;
use crate::store::{Attachment, Comment, Kind, Page, Store};

/// Writes a page or other content, with some of its parts expanded.
pub(super) fn page(call: &Call<'_>, store: &Store, page: &Page, expand: &[&str]) -> Value {
    let asked = call.parameters.list("expand").unwrap_or_default();
    let latest = &page.latest;
    let key = store.space_key(page);
    let by = || person(&call.world.options, Account::User);
    let mut row = Found::page(store, page).content(&call.base(), key);
    row["status"] = json!(page.status.name());
    for name in expand.iter().chain(&asked) {
        let part = match *name {
            "space" => store.space(page.space).map(|space| spaces::row(call, store, space)),
            "version" => Some(json!({
                "by": by(),
                "when": latest.at.to_string(),
                "friendlyWhen": latest.at.friendly(),
                "message": latest.message,
                "number": latest.number,
                "minorEdit": false,
            })),
            "history" => Some(json!({"latest": true, "createdBy": by(), "createdDate": page.created.to_string()})),
            "ancestors" => Some(json!(ancestors(call, store, page))),
            "body.storage" => Some(json!({"storage": {"value": latest.body.storage(), "representation": "storage"}})),
            "metadata.labels" => {
                let rows: Vec<Value> = store.labels(page).map(labels::row).collect();
                Some(json!({"labels": {"results": rows, "start": 0, "limit": 200, "size": rows.len()}}))
            }
            name => name.strip_prefix("metadata.properties.").map(|key| property(store, page, key)),
        };
        let place = name.split('.').next().unwrap_or_default();
        if let Some(part) = part {
            row[place] = part;
            if let Value::Object(expandable) = &mut row["_expandable"] {
                expandable.remove(place);
            }
        }
    }
    row
}

/// Writes the property of a key, where there is one.
fn property(store: &Store, page: &Page, key: &str) -> Value {
    let found = store.properties(page.id).iter().find(|property| property.key == key);
    let rows = found.map(|found| {
        let row = json!({
            "id": found.id.to_string(),
            "key": found.key,
            "value": found.value,
            "version": {"number": found.number, "when": found.at.to_string(), "minorEdit": false},
        });
        (key.to_owned(), row)
    });
    json!({"properties": rows.into_iter().collect::<serde_json::Map<_, _>>()})
}

fn ancestors(call: &Call<'_>, store: &Store, of: &Page) -> Vec<Value> {
    store.ancestors(of.id).into_iter().map(|above| page_without_parts(call, store, above)).collect()
}

fn page_without_parts(call: &Call<'_>, store: &Store, page: &Page) -> Value {
    Found::page(store, page).content(&call.base(), store.space_key(page))
}

/// Writes an attachment as uploads answer it.
pub(super) fn attachment(call: &Call<'_>, store: &Store, attachment: &Attachment) -> Value {
    let container = store.kind_of(attachment.page).map_or("page", Kind::name);
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
        "container": {"id": page.to_string(), "type": container, "status": "current"},
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
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) url: String,
}

impl Found {
    /// Finds a page or other content.
    pub(super) fn page(store: &Store, page: &Page) -> Self {
        let title = page.latest.title.clone();
        let url = links::of(store.space_key(page), page, &title);
        let kind = if page.kind == Kind::CustomContent { page.detail.clone() } else { page.kind.name().to_owned() };
        Self { id: page.id.to_string(), kind, url, title }
    }

    /// Finds an attachment.
    pub(super) fn attachment(attachment: &Attachment) -> Self {
        let (id, page) = (attachment.id, attachment.page);
        let name = encode(&attachment.title);
        Self {
            id: format!("att{id}"),
            kind: "attachment".to_owned(),
            title: attachment.title.clone(),
            url: format!("/pages/viewpageattachments.action?pageId={page}&preview=%2F{page}%2F{id}%2F{name}"),
        }
    }

    /// Finds a comment on a page.
    pub(super) fn comment(store: &Store, page: &Page, comment: &Comment) -> Self {
        let place = links::of(store.space_key(page), page, &page.latest.title);
        Self {
            id: comment.id.to_string(),
            kind: "comment".to_owned(),
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
