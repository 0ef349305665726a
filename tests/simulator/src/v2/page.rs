//! `GET /pages/{id}`, and the JSON of a page.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::body::{self, READ_ONE};
use super::{labels, object};
use crate::answer::{Answer, Reply};
use crate::links;
use crate::refusal::no_page;
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Page, Revision, Status, Store};

const STATUSES: &[&str] = &["current", "archived", "trashed", "deleted", "historical", "draft"];
const FLAGS: &[&str] = &[
    "get-draft",
    "include-labels",
    "include-properties",
    "include-operations",
    "include-likes",
    "include-versions",
    "include-version",
    "include-favorited-by-current-user-status",
    "include-webresources",
    "include-collaborators",
    "include-direct-children",
];

/// Returns one page, whatever its status.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let id = call.id()?;
    let parameters = &call.parameters;
    let mut known = vec!["body-format", "version"];
    known.extend(FLAGS);
    parameters.only(&known, &["status"])?;
    let format = parameters.choice("body-format", READ_ONE)?;
    let statuses = parameters.choices("status", STATUSES)?;
    let version = parameters.number("version", "Integer")?;
    for flag in FLAGS {
        parameters.flag(flag)?;
    }
    let wants_draft =
        parameters.flag("get-draft")? || statuses.as_ref().is_some_and(|statuses| statuses.contains(&"draft"));

    let store = call.world.store();
    let page = store.page(id).ok_or_else(|| no_page(id))?;
    let hidden = match (page.status, &statuses) {
        (Status::Draft, _) => !wants_draft,
        (status, Some(statuses)) => {
            !(statuses.contains(&status.name()) || statuses.contains(&"historical") || wants_draft)
        }
        (_, None) => false,
    };
    if hidden {
        return Err(no_page(id));
    }
    let revision = match version {
        Some(number) => page.revision(number).ok_or_else(|| no_page(id))?,
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
    json!({
        "id": page.id.to_string(),
        "status": page.status.name(),
        "title": revision.title,
        "spaceId": page.space.to_string(),
        "parentId": parent.map(|id| id.to_string()),
        "parentType": parent.map(|_| "page"),
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

/// Answers a write with the page as it is now.
pub(super) fn written(call: &Call<'_>, store: &Store, id: u64) -> Reply {
    let page = store.page(id).ok_or_else(|| no_page(id))?;
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
    let own = format!("/wiki/api/v2/pages/{}", page.id);
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
        let rows = ["read", "update", "delete"].map(|name| json!({"operation": name, "targetType": "page"}));
        json.insert("operations".to_owned(), part(rows.to_vec(), "operations"));
    }
    if parameters.flag("include-direct-children")? {
        let rows = store.children(page.id).map(|child| {
            json!({"id": child.id.to_string(), "status": child.status.name(), "title": child.latest.title, "type": "page"})
        });
        json.insert("directChildren".to_owned(), part(rows.collect(), "direct-children"));
    }
    for (flag, name) in [("include-properties", "properties"), ("include-likes", "likes")] {
        if parameters.flag(flag)? {
            json.insert(name.to_owned(), part(Vec::new(), name));
        }
    }
    if parameters.flag("include-favorited-by-current-user-status")? {
        json.insert("isFavoritedByCurrentUser".to_owned(), json!(false));
    }
    if parameters.one("include-version") == Some("false") {
        json.remove("version");
    }
    Ok(())
}
