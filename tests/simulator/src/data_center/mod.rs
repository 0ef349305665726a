//! A taste of Confluence Data Center below the context path `/confluence`.

pub(crate) mod access;
pub(crate) mod authorize;
pub(crate) mod oauth;
mod token;

use http::StatusCode;
use http::header::HOST;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::DISPLAY_NAME;

const EXPANSIONS: &[&str] = &["icon", "description", "description.plain", "homepage", "metadata", "metadata.labels"];

/// Returns the one user, by name and key instead of an account id.
pub(crate) fn current(call: &Call<'_>) -> Reply {
    call.parameters.only(&[], &["expand"])?;
    let base = base(call);
    let mut user = user();
    user["_links"] = json!({"base": base, "context": "/confluence", "self": format!("{base}/rest/api/user?key=00000000000000000000000000000001")});
    Ok(Answer::json(StatusCode::OK, &user))
}

/// Lists the spaces, paged by `start` and `limit`.
pub(crate) fn spaces(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    parameters.only(&["start", "limit", "type", "status"], &["spaceKey", "expand"])?;
    parameters.choices("expand", EXPANSIONS)?;
    let keys = parameters.list("spaceKey");
    let global = parameters.choice("type", &["global", "personal"])? != Some("personal");
    let current = parameters.choice("status", &["current", "archived"])? != Some("archived");
    let number = |name: &str, default: usize| {
        let number = parameters.number(name, "Integer")?;
        Ok::<_, Answer>(number.map_or(default, |number| usize::try_from(number).unwrap_or(usize::MAX)))
    };
    let (start, limit) = (number("start", 0)?, number("limit", 25)?);
    let store = call.world.store();
    let rows: Vec<Value> = store
        .spaces()
        .filter(|_| global && current)
        .filter(|space| keys.as_ref().is_none_or(|keys| keys.contains(&space.key.as_str())))
        .map(|space| {
            json!({
                "id": space.id,
                "key": space.key,
                "name": space.name,
                "status": "current",
                "type": "global",
                "creator": user(),
                "creationDate": space.created.to_string(),
                "lastModifier": user(),
                "lastModificationDate": space.created.to_string(),
                "metadata": {"labels": []},
                "_links": {"webui": format!("/display/{}", space.key)},
            })
        })
        .collect();
    let part: Vec<&Value> = rows.iter().skip(start).take(limit).collect();
    let base = base(call);
    let at = |start: usize| format!("/rest/api/space?limit={limit}&start={start}");
    let mut links = json!({"base": base, "context": "/confluence", "self": format!("{base}{}", at(start))});
    let after = start.saturating_add(part.len());
    if after < rows.len() && !part.is_empty() {
        links["next"] = json!(at(after));
    }
    if start > 0 {
        links["prev"] = json!(at(start.saturating_sub(limit)));
    }
    let body = json!({"results": part, "start": start, "limit": limit, "size": part.len(), "_links": links});
    Ok(Answer::json(StatusCode::OK, &body))
}

fn user() -> Value {
    json!({
        "type": "known",
        "username": access::USER,
        "userKey": "00000000000000000000000000000001",
        "profilePicture": {"path": "/confluence/images/icons/profilepics/default.svg", "width": 48, "height": 48, "isDefault": true},
        "displayName": DISPLAY_NAME,
    })
}

/// An instance is wherever the client found it.
fn base(call: &Call<'_>) -> String {
    let host = call.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}/confluence")
}
