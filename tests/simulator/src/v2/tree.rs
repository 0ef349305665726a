//! `/folders`, `/whiteboards`, `/databases` and `/embeds`: what stands in the tree beside pages.

use http::StatusCode;
use serde_json::{Value, json};

use super::create::{check_parent, check_title};
use super::fields::{Fields, missing};
use super::object;
use super::parts::{children, operations, properties, versions};
use super::spaces::no_space;
use crate::answer::{Answer, Reply};
use crate::links;
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Kind, NewContent, Page, PageBody, Status, Store, Version};

/// Creates it; without a parent it stands at the space's root.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let fields = Fields::whole(call.value.clone())?;
    let space = fields.id("spaceId")?.ok_or_else(|| missing("spaceId"))?;
    let parent = fields.id("parentId")?;
    let title = fields.text("title")?.unwrap_or_default();
    check_title(title)?;
    let detail = fields.text("embedUrl")?.unwrap_or_default().to_owned();
    let mut store = call.world.store();
    if store.space(space).is_none() {
        return Err(no_space(space));
    }
    if let Some(parent) = parent {
        check_parent(&store, space, parent)?;
    }
    let (kind, status, body) = (call.kind, Status::Current, PageBody::storage_of(""));
    let id = store.create_content(NewContent { kind, detail, space, parent, status, title, body });
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    Ok(Answer::json(StatusCode::OK, &Value::Object(row(call, &store, page))))
}

/// Returns it.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let store = call.world.store();
    let id = call.owner(&store)?;
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    let mut json = row(call, &store, page);
    let included: [(&str, &str, &str, Vec<Value>); 3] = [
        (
            "include-direct-children",
            "directChildren",
            "direct-children",
            store.branches(id).into_iter().map(children::included).collect(),
        ),
        ("include-operations", "operations", "operations", operations::rows(page.kind)),
        (
            "include-properties",
            "properties",
            "properties",
            store.properties(id).iter().map(|property| properties::row(page.kind, property)).collect(),
        ),
    ];
    for (flag, name, path, rows) in included {
        if parameters.flag(flag)? {
            let own = format!("/wiki/api/v2/{}/{id}/{path}", page.kind.segment());
            let part = json!({"results": rows, "meta": {"hasMore": false}, "_links": {"self": own}});
            json.insert(name.to_owned(), part);
        }
    }
    if parameters.flag("include-collaborators")? {
        json.insert("collaborators".to_owned(), json!({"accountIds": [ACCOUNT_ID]}));
    }
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

fn row(call: &Call<'_>, store: &Store, page: &Page) -> serde_json::Map<String, Value> {
    let revision = &page.latest;
    let placed = page.status != Status::Trashed;
    let parent = page.parent.filter(|_| placed);
    let version = versions::version(&Version {
        number: revision.number,
        title: &revision.title,
        body: None,
        message: &revision.message,
        minor_edit: false,
        at: revision.at,
    });
    // Folders were seen to spell this one as a number, whatever the documents say.
    let created = match page.kind {
        Kind::Folder => json!(page.created.epoch_milliseconds()),
        _ => json!(page.created.to_string()),
    };
    let mut row = object(json!({
        "id": page.id.to_string(),
        "type": page.kind.name(),
        "status": page.status.name(),
        "title": revision.title,
        "parentId": parent.map(|id| id.to_string()),
        "parentType": parent.and_then(|id| store.kind_of(id)).map(Kind::name),
        "position": placed.then_some(page.position),
        "authorId": ACCOUNT_ID,
        "ownerId": ACCOUNT_ID,
        "createdAt": created,
        "spaceId": page.space.to_string(),
        "version": version,
        "_links": {"webui": links::of(store.space_key(page), page, &revision.title), "base": call.base()},
    }));
    if page.kind == Kind::Embed {
        row.insert("embedUrl".to_owned(), json!(page.detail));
    }
    row
}
