//! `…/{id}/versions` and `…/{id}/versions/{number}`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Kind, Store, Version};
use crate::v2::{body, listing, object};

/// How many versions come at most with their bodies.
const MOST_WITH_BODIES: usize = 50;

/// Lists the versions of something, newest first; with bodies at most 50 at a time.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let format = parameters.one("body-format");
    let store = call.world.store();
    let id = call.owner(&store)?;
    let mut versions = store.versions(call.kind, id);
    if parameters.one("sort") == Some("modified-date") {
        versions.reverse();
    }
    let numbers: Vec<u64> = versions.iter().map(|version| version.number.into()).collect();
    let path = format!("/wiki/api/v2/{}/{}/versions", call.kind.segment(), call.capture(0));
    let most = if format.is_some() { MOST_WITH_BODIES } else { usize::MAX };
    listing::answer_at_most(call, &path, &numbers, 25, most, |number| {
        let version = versions.iter().find(|version| u64::from(version.number) == number)?;
        Some(row(&store, call.kind, id, version, format))
    })
}

/// Returns what is known about a version.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let number = call.number(1, "version-number")?;
    let versions = store.versions(call.kind, id);
    let place = versions
        .iter()
        .position(|version| u64::from(version.number) == number)
        .ok_or_else(|| v2(StatusCode::NOT_FOUND, &format!("Cannot find version {number} of content with id [{id}]")))?;
    let mut json = object(version(&versions[place]));
    json.insert("contentTypeModified".to_owned(), json!(false));
    json.insert("collaborators".to_owned(), json!([ACCOUNT_ID]));
    let older = versions.get(place + 1).map(|version| version.number);
    let newer = place.checked_sub(1).map(|place| versions[place].number);
    for (name, number) in [("prevVersion", older), ("nextVersion", newer)] {
        if let Some(number) = number {
            json.insert(name.to_owned(), json!(number));
        }
    }
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

/// Writes a version as `version` of an answer has it.
pub(in crate::v2) fn version(version: &Version<'_>) -> Value {
    json!({
        "number": version.number,
        "message": version.message,
        "minorEdit": version.minor_edit,
        "authorId": ACCOUNT_ID,
        "createdAt": version.at.to_string(),
    })
}

fn row(store: &Store, kind: Kind, id: u64, of: &Version<'_>, format: Option<&str>) -> Value {
    let prefix = if kind == Kind::Attachment { "att" } else { "" };
    let title = store.comment_title(id).unwrap_or_else(|| of.title.to_owned());
    let mut thing = json!({"id": format!("{prefix}{id}"), "title": title});
    if let Some(text) = of.body {
        thing["body"] = body::read(text, format);
    }
    let mut row = version(of);
    row[kind.name()] = thing;
    row
}
