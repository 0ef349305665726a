use connector_sdk::Fields;
use connector_sdk::serde_json::{Value, json};

use super::content::{add, text, user_id};

/// The names of what [`space`] reads, as `expand` takes them.
pub(crate) const SPACE: &str = "homepage";

/// Makes a space, as Data Center and Cloud's first API give it, what Cloud's second API has: its id is a text, and
/// `homepageId`, `authorId` and so on stand beside the objects that they come from.
pub(crate) fn space(_: &Fields, space: &mut Value) {
    let Some(fields) = space.as_object_mut() else { return };
    if let Some(id) = fields.get("id").and_then(text) {
        fields.insert("id".to_owned(), id);
    }
    let at = |path: &str| {
        let (first, rest) = path.split_once('/').map_or((path, ""), |(first, _)| (first, &path[first.len()..]));
        fields.get(first)?.pointer(rest)
    };
    let homepage = at("_expandable/homepage").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
    let found = [
        (
            "homepageId",
            at("homepage/id").and_then(text).or_else(|| homepage.filter(|id| !id.is_empty()).map(|id| json!(id))),
        ),
        ("authorId", at("history/createdBy").or_else(|| at("creator")).and_then(user_id)),
        ("createdAt", at("history/createdDate").or_else(|| at("creationDate")).cloned()),
        ("currentActiveAlias", at("alias").cloned()),
        ("labels", at("metadata/labels").filter(|labels| labels.is_object()).cloned()),
    ];
    for (name, value) in found {
        add(fields, name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cloud_has_is_added_and_nothing_is_lost() {
        let answer = json!({
            "id": 3, "key": "DOCS", "alias": "docs", "homepage": {"id": "7"},
            "history": {"createdBy": {"userKey": "k1"}, "createdDate": "2026-01-02T03:04:05.000Z"},
            "metadata": {"labels": {"results": []}},
        });
        let mut space = answer.clone();
        super::space(&Fields::new(), &mut space);
        for (name, value) in [
            ("id", json!("3")),
            ("homepageId", json!("7")),
            ("authorId", json!("k1")),
            ("createdAt", json!("2026-01-02T03:04:05.000Z")),
            ("currentActiveAlias", json!("docs")),
            ("labels", json!({"results": []})),
        ] {
            assert_eq!(space[name], value, "{name}");
        }
        for (name, value) in answer.as_object().unwrap().iter().filter(|(name, _)| *name != "id") {
            assert_eq!(&space[name], value, "{name}");
        }
    }

    #[test]
    fn a_homepage_that_is_only_linked_gives_its_id() {
        let mut space = json!({"_expandable": {"homepage": "/rest/api/content/7"}, "creator": {"username": "ana"}});
        super::space(&Fields::new(), &mut space);
        assert_eq!((&space["homepageId"], &space["authorId"]), (&json!("7"), &json!("ana")));
    }

    #[test]
    fn what_is_not_there_is_not_made_up() {
        for answer in [json!(null), json!({}), json!({"homepage": 1, "_expandable": {"homepage": ""}})] {
            let mut space = answer.clone();
            super::space(&Fields::new(), &mut space);
            assert_eq!(space, answer);
        }
    }
}
