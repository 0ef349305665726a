//! `GET /pages/{id}` and `GET /blogposts/{id}`, and the JSON of both.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::parts::{children, labels, operations, properties};
use super::{body, object};
use crate::answer::{Answer, Reply};
use crate::links;
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Kind, Page, Revision, Status, Store};

/// Returns one page, whatever its status.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let format = parameters.one("body-format");
    let statuses = parameters.list("status");
    let version = parameters.number("version", "Integer")?;
    let wants_draft =
        parameters.flag("get-draft")? || statuses.as_ref().is_some_and(|statuses| statuses.contains(&"draft"));

    let store = call.world.store();
    let id = call.owner(&store)?;
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    let hidden = match (page.status, &statuses) {
        (Status::Draft, _) => !wants_draft,
        (status, Some(statuses)) => {
            !(statuses.contains(&status.name()) || statuses.contains(&"historical") || wants_draft)
        }
        (_, None) => false,
    };
    if hidden {
        return Err(call.absent(id));
    }
    let revision = match version {
        Some(number) => page.revision(number).ok_or_else(|| call.absent(id))?,
        None => &page.latest,
    };
    let mut json = object(of(&store, page, revision, &body::read(&revision.body, format)));
    if let Some(draft) = page.draft.as_ref().filter(|_| wants_draft && version.is_none()) {
        json.insert("status".to_owned(), json!("draft"));
        json.insert("title".to_owned(), json!(draft.title));
        json.insert("body".to_owned(), body::read(&draft.body, format));
        json["version"]["number"] = json!(1);
    }
    if revision.number != page.latest.number {
        json.insert("status".to_owned(), json!("historical"));
    }
    include(call, &store, page, &mut json)?;
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

/// Writes a page as rows of lists have it, with a body that is ready.
pub(super) fn of(store: &Store, page: &Page, revision: &Revision, body: &Value) -> Value {
    let key = store.space_key(page);
    let placed = page.status != Status::Trashed;
    let parent = page.parent.filter(|_| placed);
    if page.kind == Kind::Blogpost {
        return blogpost(store, page, revision, body);
    }
    json!({
        "id": page.id.to_string(),
        "status": page.status.name(),
        "title": revision.title,
        "spaceId": page.space.to_string(),
        "parentId": parent.map(|id| id.to_string()),
        "parentType": parent.and_then(|id| store.kind_of(id)).map(Kind::name),
        "position": placed.then_some(page.position),
        "authorId": ACCOUNT_ID,
        "ownerId": ACCOUNT_ID,
        "lastOwnerId": null,
        "createdAt": page.created.to_string(),
        "version": version(revision),
        "body": body,
        "_links": {
            "webui": links::web(key, page.id, &revision.title),
            "editui": format!("/pages/resumedraft.action?draftId={}", page.id),
            "edituiv2": format!("/spaces/{key}/pages/edit-v2/{}", page.id),
            "tinyui": links::tiny(page.id),
        },
    })
}

/// Writes a blog post, which stands in no tree.
fn blogpost(store: &Store, page: &Page, revision: &Revision, body: &Value) -> Value {
    let (id, key, title) = (page.id, store.space_key(page), &revision.title);
    json!({
        "id": id.to_string(),
        "status": page.status.name(),
        "title": title,
        "spaceId": page.space.to_string(),
        "authorId": ACCOUNT_ID,
        "createdAt": page.created.to_string(),
        "version": version(revision),
        "body": body,
        "_links": {
            "webui": links::of(key, page, title),
            "editui": format!("/pages/resumedraft.action?draftId={id}"),
            "tinyui": links::tiny(id),
        },
    })
}

/// Answers a write with the page as it is now.
pub(super) fn written(call: &Call<'_>, store: &Store, id: u64) -> Reply {
    let page = store.content(id).ok_or_else(|| call.absent(id))?;
    let mut json = object(of(store, page, &page.latest, &body::echoed(&page.latest.body)));
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

fn version(revision: &Revision) -> Value {
    json!({
        "number": revision.number,
        "message": revision.message,
        "minorEdit": false,
        "authorId": ACCOUNT_ID,
        "createdAt": revision.at.to_string(),
        "ncsStepVersion": revision.number.to_string(),
    })
}

fn include(call: &Call<'_>, store: &Store, page: &Page, json: &mut Map<String, Value>) -> Result<(), Answer> {
    let parameters = &call.parameters;
    let own = format!("/wiki/api/v2/{}/{}", page.kind.segment(), page.id);
    let part = |rows: Vec<Value>, name: &str| {
        // Included parts end after 50 rows.
        let more = rows.len() > 50;
        let rows: Vec<Value> = rows.into_iter().take(50).collect();
        json!({"results": rows, "meta": {"hasMore": more}, "_links": {"self": format!("{own}/{name}")}})
    };
    if parameters.flag("include-labels")? {
        json.insert("labels".to_owned(), part(store.labels(page).map(labels::row).collect(), "labels"));
    }
    if parameters.flag("include-versions")? {
        let newest_first = [&page.latest].into_iter().chain(page.history.iter().rev());
        json.insert("versions".to_owned(), part(newest_first.map(version).collect(), "versions"));
    }
    if parameters.flag("include-operations")? {
        json.insert("operations".to_owned(), part(operations::rows(page.kind), "operations"));
    }
    if parameters.flag("include-direct-children")? {
        let rows = store.branches(page.id).into_iter().map(children::included);
        json.insert("directChildren".to_owned(), part(rows.collect(), "direct-children"));
    }
    if parameters.flag("include-properties")? {
        let rows = store.properties(page.id).iter().map(|property| properties::row(page.kind, property));
        json.insert("properties".to_owned(), part(rows.collect(), "properties"));
    }
    if parameters.flag("include-likes")? {
        let rows = store.likes(page.id).iter().map(|account| json!({"accountId": account}));
        json.insert("likes".to_owned(), part(rows.collect(), "likes/users"));
    }
    if parameters.flag("include-favorited-by-current-user-status")? {
        json.insert("isFavoritedByCurrentUser".to_owned(), json!(false));
    }
    if parameters.one("include-version") == Some("false") {
        json.remove("version");
    }
    Ok(())
}
