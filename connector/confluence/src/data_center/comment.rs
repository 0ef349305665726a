use connector_sdk::Fields;
use connector_sdk::serde_json::{Map, Value};

use super::content::{add, content, text};

/// The names of what [`comment`] reads, as `expand` takes them.
pub(crate) const COMMENT: &str =
    "version,history,container,ancestors,extensions.inlineProperties,extensions.resolution";

/// Makes a comment what Cloud's second API has: the id of what it is about, the one that it replies to, and for a
/// comment on a passage the passage and whether it is resolved.
pub(crate) fn comment(asked: &Fields, comment: &mut Value) {
    content(asked, comment);
    let Some(fields) = comment.as_object_mut() else { return };
    add_container(fields);
    let parent = fields.get("ancestors").and_then(Value::as_array).and_then(|ancestors| ancestors.last());
    let parent = parent.filter(|parent| parent.get("type").is_none_or(|kind| kind == "comment"));
    let parent = parent.and_then(|parent| parent.get("id")).and_then(text);
    add(fields, "parentCommentId", parent);
    let Some(extensions) = fields.get("extensions").cloned() else { return };
    add(fields, "resolutionStatus", extensions.pointer("/resolution/status").cloned());
    let mut properties = Map::new();
    add(&mut properties, "inlineMarkerRef", extensions.pointer("/inlineProperties/markerRef").cloned());
    add(&mut properties, "inlineOriginalSelection", extensions.pointer("/inlineProperties/originalSelection").cloned());
    if !properties.is_empty() {
        add(fields, "properties", Some(Value::Object(properties)));
    }
}

/// Adds the id of what holds a comment or an attachment, under the name that Cloud has for this kind of container.
pub(super) fn add_container(fields: &mut Fields) {
    let Some(container) = fields.get("container") else { return };
    let name = match container.get("type").and_then(Value::as_str) {
        Some("page") => "pageId",
        Some("blogpost") => "blogPostId",
        Some("attachment") => "attachmentId",
        _ => return,
    };
    let id = container.get("id").and_then(text);
    add(fields, name, id);
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn what_cloud_has_is_added_and_nothing_is_lost() {
        let answer = json!({
            "id": "9", "type": "comment", "status": "current",
            "container": {"id": 7, "type": "page"},
            "ancestors": [{"id": "8", "type": "comment"}],
            "version": {"number": 1},
            "extensions": {
                "location": "inline",
                "inlineProperties": {"originalSelection": "soon", "markerRef": "m1"},
                "resolution": {"status": "open"},
            },
        });
        let mut comment = answer.clone();
        super::comment(&Fields::new(), &mut comment);
        for (at, value) in [
            ("/pageId", "7"),
            ("/parentCommentId", "8"),
            ("/resolutionStatus", "open"),
            ("/properties/inlineMarkerRef", "m1"),
            ("/properties/inlineOriginalSelection", "soon"),
        ] {
            assert_eq!(comment.pointer(at), Some(&json!(value)), "{at}");
        }
        for (name, value) in answer.as_object().unwrap() {
            assert_eq!(&comment[name], value, "{name}");
        }
    }

    #[test]
    fn every_kind_of_container_has_its_name() {
        for (kind, name) in
            [("page", "pageId"), ("blogpost", "blogPostId"), ("attachment", "attachmentId"), ("space", "spaceId")]
        {
            let mut fields = Fields::from_iter([("container".to_owned(), json!({"id": "7", "type": kind}))]);
            add_container(&mut fields);
            assert_eq!(fields.get(name), (kind != "space").then(|| json!("7")).as_ref(), "{kind}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_made_up() {
        for answer in [json!(null), json!({}), json!({"extensions": {"location": "footer"}, "ancestors": []})] {
            let mut comment = answer.clone();
            super::comment(&Fields::new(), &mut comment);
            assert_eq!(comment, answer);
        }
        let mut below_a_page = json!({"ancestors": [{"id": "7", "type": "page"}]});
        super::comment(&Fields::new(), &mut below_a_page);
        assert_eq!(below_a_page.get("parentCommentId"), None);
    }
}
