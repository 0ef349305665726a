use connector_sdk::Fields;
use connector_sdk::serde_json::Value;

use crate::bodies;
use crate::id_text::id_text;

/// The names of what [`content`] reads, as `expand` takes them.
pub(crate) const CONTENT: &str = "space,version,ancestors,history";

/// Makes a piece of content of Data Center, or of Cloud's first API, what Cloud's second API has: `spaceId`, `parentId`,
/// `authorId` and so on stand beside the objects that they come from, and the body comes in the form that the input asks
/// for.
pub(crate) fn content(asked: &Fields, content: &mut Value) {
    bodies::answer(asked, content);
    if let Some(found) = content.get_mut("version") {
        version(&Fields::new(), found);
    }
    let Some(fields) = content.as_object_mut() else { return };
    let at = |path: &str| fields.get(path.split('/').next()?)?.pointer(path.strip_prefix(path.split('/').next()?)?);
    let parent = fields.get("ancestors").and_then(Value::as_array).and_then(|ancestors| ancestors.last());
    let found = [
        ("spaceId", at("space/id").and_then(text)),
        ("spaceKey", at("space/key").cloned()),
        ("parentId", parent.and_then(|parent| parent.get("id")).and_then(text)),
        ("parentType", parent.and_then(|parent| parent.get("type")).cloned()),
        ("authorId", at("history/createdBy").and_then(user_id)),
        ("createdAt", at("history/createdDate").cloned()),
    ];
    for (name, value) in found {
        add(fields, name, value);
    }
}

/// Makes a version what Cloud's second API has.
pub(crate) fn version(_: &Fields, version: &mut Value) {
    let Some(version) = version.as_object_mut() else { return };
    add(version, "createdAt", version.get("when").cloned());
    add(version, "authorId", version.get("by").and_then(user_id));
}

pub(super) fn add(fields: &mut Fields, name: &str, value: Option<Value>) {
    if let Some(value) = value
        && !fields.contains_key(name)
    {
        fields.insert(name.to_owned(), value);
    }
}

/// An id, which is a number in some places.
pub(super) fn text(id: &Value) -> Option<Value> {
    id_text(id).map(Value::from)
}

/// What stands for a user: on Cloud the account id; on Data Center the key, and before it had keys the name.
pub(crate) fn user_id(user: &Value) -> Option<Value> {
    ["accountId", "userKey", "username"].iter().find_map(|name| user.get(*name)).cloned()
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn what_cloud_has_is_added_and_nothing_is_lost() {
        let answer = json!({
            "id": "7", "type": "page", "title": "Plan", "position": -1,
            "space": {"id": 3, "key": "DOCS"},
            "ancestors": [{"id": "1", "type": "page"}, {"id": 5, "type": "page"}],
            "history": {"createdBy": {"userKey": "k1", "username": "ana"}, "createdDate": "2026-01-02T03:04:05.000Z"},
            "version": {"number": 2, "when": "2026-02-02T03:04:05.000Z", "by": {"username": "ben"}},
        });
        let mut content = answer.clone();
        super::content(&Fields::new(), &mut content);
        for (at, value) in [
            ("/spaceId", "3"),
            ("/spaceKey", "DOCS"),
            ("/parentId", "5"),
            ("/parentType", "page"),
            ("/authorId", "k1"),
            ("/createdAt", "2026-01-02T03:04:05.000Z"),
            ("/version/createdAt", "2026-02-02T03:04:05.000Z"),
            ("/version/authorId", "ben"),
        ] {
            assert_eq!(content.pointer(at), Some(&json!(value)), "{at}");
        }
        for (name, value) in answer.as_object().unwrap().iter().filter(|(name, _)| *name != "version") {
            assert_eq!(&content[name], value, "{name}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_made_up() {
        for answer in [json!(null), json!({}), json!({"version": 1, "ancestors": []}), json!({"space": {"id": true}})] {
            let mut content = answer.clone();
            super::content(&Fields::new(), &mut content);
            assert_eq!(content, answer);
        }
    }
}
