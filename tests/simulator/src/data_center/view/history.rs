//! Versions and the history of content.

use serde_json::{Map, Value, json};

use super::View;
use crate::data_center::expand::Expand;
use crate::data_center::instance::{Content, Version};

impl View<'_> {
    /// Writes a version of content.
    pub(in crate::data_center) fn version(self, content: &Content, version: &Version, expand: &Expand) -> Value {
        let latest = version.number == content.latest.number;
        let id = super::content::spelled(content);
        let place = if latest { String::new() } else { format!("?status=historical&version={}", version.number) };
        let mut written = json!({
            "by": self.person(&version.by),
            "when": version.at.to_string(),
            "message": version.message,
            "number": version.number,
            "minorEdit": version.minor_edit,
            "hidden": false,
        });
        match expand.get("content") {
            Some(inner) => written["content"] = self.content_at(content, version, inner),
            None => written["_expandable"] = json!({"content": format!("/rest/api/content/{id}{place}")}),
        }
        written
    }

    /// Writes the history of content, as seen from one version.
    pub(in crate::data_center) fn history(self, content: &Content, version: &Version, expand: &Expand) -> Value {
        let id = super::content::spelled(content);
        let mut written = json!({
            "latest": version.number == content.latest.number,
            "createdBy": self.person(&content.creator),
            "createdDate": content.created.to_string(),
            "_links": {"self": self.own(&format!("/rest/api/content/{id}/history"))},
        });
        let mut expandable = Map::new();
        let all = || content.history.iter().chain([&content.latest]);
        let parts = [
            ("lastUpdated", Some(&content.latest)),
            ("previousVersion", all().rfind(|one| one.number < version.number)),
            ("nextVersion", all().find(|one| one.number > version.number)),
        ];
        for (name, found) in parts {
            match (expand.get(name), found) {
                (Some(inner), Some(found)) => written[name] = self.version(content, found, inner),
                (None, _) => drop(expandable.insert(name.to_owned(), json!(""))),
                (Some(_), None) => {}
            }
        }
        match expand.get("contributors") {
            Some(inner) => {
                let mut keys: Vec<&str> = all().map(|one| one.by.as_str()).collect();
                keys.sort_unstable();
                keys.dedup();
                let mut publishers = json!({"userKeys": keys});
                if inner.get("publishers").is_some_and(|inner| inner.has("users")) {
                    publishers["users"] = keys.iter().map(|key| self.person(key)).collect();
                }
                written["contributors"] = json!({"publishers": publishers});
            }
            None => drop(expandable.insert("contributors".to_owned(), json!(""))),
        }
        written["_expandable"] = Value::Object(expandable);
        written
    }
}
