//! `GET /spaces` and `GET /spaces/{id}`.

use http::StatusCode;
use serde_json::{Value, json};

use super::parts::{labels, operations, properties};
use super::{listing, object, space_access};
use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Kind, Space};

const INCLUDES: &[&str] =
    &["include-operations", "include-properties", "include-permissions", "include-role-assignments", "include-labels"];

/// Lists spaces.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let ids = parameters.numbers("ids", 250)?;
    let keys = parameters.list("keys");
    let labels = parameters.list("labels");
    let global = parameters.one("type").is_none_or(|kind| kind == "global");
    let current = parameters.one("status").is_none_or(|status| status == "current");
    // No space is anyone's favourite.
    let plain = parameters.one("favorited-by").is_none();
    let sort = parameters.one("sort").unwrap_or("id");
    let description = parameters.one("description-format");
    let icon = parameters.flag("include-icon")?;

    let store = call.world.store();
    let mut spaces: Vec<&Space> = store
        .spaces()
        .filter(|_| global && current && plain)
        .filter(|space| ids.as_ref().is_none_or(|ids| ids.contains(&space.id)))
        .filter(|space| keys.as_ref().is_none_or(|keys| keys.contains(&space.key.as_str())))
        .filter(|space| {
            let carries = |wanted: &&str| store.labels_of(space.id).any(|label| label.name == **wanted);
            labels.as_ref().is_none_or(|labels| labels.iter().any(carries))
        })
        .collect();
    match sort.trim_start_matches('-') {
        "key" => spaces.sort_by(|a, b| a.key.cmp(&b.key)),
        "name" => spaces.sort_by(|a, b| a.name.cmp(&b.name)),
        _ => {}
    }
    if sort.starts_with('-') {
        spaces.reverse();
    }
    let ids: Vec<u64> = spaces.iter().map(|space| space.id).collect();
    listing::answer(call, "/wiki/api/v2/spaces", &ids, 25, |id| {
        store.space(id).map(|space| row(space, description, icon))
    })
}

/// Returns one space.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let description = parameters.one("description-format");
    let icon = parameters.flag("include-icon")?;
    let store = call.world.store();
    let id = call.owner(&store)?;
    let space = store.space(id).ok_or_else(|| no_space(id))?;
    let mut body = object(row(space, description, icon));
    for include in INCLUDES {
        if parameters.flag(include)? {
            let name = match *include {
                "include-role-assignments" => "roleAssignments",
                include => include.trim_start_matches("include-"),
            };
            let rows: Vec<Value> = match name {
                "labels" => store.labels_of(id).map(labels::row).collect(),
                "properties" => {
                    store.properties(id).iter().map(|property| properties::row(Kind::Space, property)).collect()
                }
                "operations" => operations::rows(Kind::Space),
                "permissions" => space_access::permissions(&store, id),
                _ => space_access::assignments(&store, id),
            };
            let own = format!("/wiki/api/v2/spaces/{id}/{}", include.trim_start_matches("include-"));
            body.insert(name.to_owned(), json!({"results": rows, "meta": {"hasMore": false}, "_links": {"self": own}}));
        }
    }
    body["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::OK, &Value::Object(body)))
}

/// Refuses because no space has this id.
pub(super) fn no_space(id: u64) -> Answer {
    v2(StatusCode::NOT_FOUND, &format!("Cannot find a space with id [{id}]"))
}

/// Writes a space.
pub(super) fn row(space: &Space, description: Option<&str>, icon: bool) -> Value {
    let description = description.map_or(Value::Null, |format| {
        let mut map = object(json!({}));
        map.insert(format.to_owned(), json!({"representation": format, "value": space.description}));
        Value::Object(map)
    });
    let path = "/images/logo/default-space-logo-256.png";
    json!({
        "id": space.id.to_string(),
        "key": space.key,
        "name": space.name,
        "type": "global",
        "status": "current",
        "authorId": ACCOUNT_ID,
        "spaceOwnerId": ACCOUNT_ID,
        "currentActiveAlias": space.key,
        "createdAt": space.created.to_string(),
        "homepageId": space.homepage.to_string(),
        "description": description,
        "icon": icon.then(|| json!({"path": path, "apiDownloadLink": path})),
        "_links": {"webui": format!("/spaces/{}", space.key)},
    })
}
