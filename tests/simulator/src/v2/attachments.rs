//! `/attachments` and `/attachments/{id}`.

use http::StatusCode;
use serde_json::{Value, json};

use super::fields::invalid;
use super::object;
use super::parts::{attachments, labels, operations, properties, versions};
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::Kind;

/// Lists the attachments of all content, 50 at a time by default.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    attachments::rows(call, &call.world.store(), "attachments", 50, |_| true)
}

/// Returns one attachment.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let parameters = &call.parameters;
    let version = parameters.number("version", "Integer")?;
    let store = call.world.store();
    let id = call.owner(&store)?;
    let attachment = store.attachment(id).ok_or_else(|| call.absent(id))?;
    let revision = match version {
        Some(number) => attachment.revision(number).ok_or_else(|| call.absent(id))?,
        None => &attachment.latest,
    };
    let mut json = object(attachments::row(&store, attachment, revision));
    let included: [(&str, Vec<Value>); 4] = [
        ("labels", store.labels_of(id).map(labels::row).collect()),
        (
            "properties",
            store.properties(id).iter().map(|property| properties::row(Kind::Attachment, property)).collect(),
        ),
        ("operations", operations::rows(Kind::Attachment)),
        ("versions", store.versions(Kind::Attachment, id).iter().map(versions::version).collect()),
    ];
    for (name, rows) in included {
        if parameters.flag(&format!("include-{name}"))? {
            let own = format!("/wiki/api/v2/attachments/att{id}/{name}");
            let part = json!({"results": rows, "meta": {"hasMore": false}, "_links": {"self": own}});
            json.insert(name.to_owned(), part);
        }
    }
    if parameters.one("include-version") == Some("false") {
        json.remove("version");
    }
    json["_links"]["base"] = json!(call.base());
    Ok(Answer::json(StatusCode::OK, &Value::Object(json)))
}

/// Trashes an attachment, or purges one that is in the trash.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let purge = call.parameters.flag("purge")?;
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    let trashed = store.attachment(id).is_some_and(|attachment| attachment.trashed);
    match (trashed, purge) {
        (false, true) => return Err(invalid("Trashable Content must be trashed before it can be purged")),
        (true, false) => return Err(call.absent(id)),
        (_, purge) => store.delete_attachment(id, purge),
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}
