use connector_sdk::Fields;
use connector_sdk::serde_json::Value;

use super::comment::add_container;
use super::content::{add, content};

/// The names of what [`attachment`] reads, as `expand` takes them.
pub(crate) const ATTACHMENT: &str = "version,history,container";

/// Makes an attachment what Cloud's second API has: facts about the file stand beside its title.
pub(crate) fn attachment(asked: &Fields, attachment: &mut Value) {
    content(asked, attachment);
    let Some(fields) = attachment.as_object_mut() else { return };
    add_container(fields);
    for name in ["mediaType", "mediaTypeDescription", "fileSize", "comment"] {
        // Older versions have some of them in `metadata`.
        let found = ["extensions", "metadata"].iter().find_map(|place| fields.get(*place)?.get(name).cloned());
        add(fields, name, found);
    }
    for (name, link) in [("webuiLink", "webui"), ("downloadLink", "download")] {
        let found = fields.get("_links").and_then(|links| links.get(link)).cloned();
        add(fields, name, found);
    }
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn what_cloud_has_is_added_and_nothing_is_lost() {
        let answer = json!({
            "id": "att9", "type": "attachment", "title": "plan.txt",
            "container": {"id": "7", "type": "blogpost"},
            "metadata": {"mediaType": "text/html", "comment": "first"},
            "extensions": {"mediaType": "text/plain", "fileSize": 12},
            "_links": {"webui": "/a", "download": "/download/attachments/7/plan.txt?version=1"},
        });
        let mut attachment = answer.clone();
        super::attachment(&Fields::new(), &mut attachment);
        for (name, value) in [
            ("blogPostId", json!("7")),
            ("mediaType", json!("text/plain")),
            ("fileSize", json!(12)),
            ("comment", json!("first")),
            ("webuiLink", json!("/a")),
            ("downloadLink", json!("/download/attachments/7/plan.txt?version=1")),
        ] {
            assert_eq!(attachment[name], value, "{name}");
        }
        assert_eq!(attachment.get("mediaTypeDescription"), None);
        for (name, value) in answer.as_object().unwrap() {
            assert_eq!(&attachment[name], value, "{name}");
        }
    }
}
