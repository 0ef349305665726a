//! Spaces.

use serde_json::{Map, Value, json};

use super::View;
use crate::data_center::expand::Expand;
use crate::data_center::instance::Space;
use crate::parameters::encode;

impl View<'_> {
    /// Writes a space.
    pub(in crate::data_center) fn space(self, space: &Space, expand: &Expand) -> Value {
        let path = format!("/rest/api/space/{}", encode(&space.key));
        let homepage = space.homepage.and_then(|id| self.instance.content.get(&id));
        let labels: Vec<&str> = space
            .labels
            .iter()
            .filter_map(|id| self.instance.labels.get(id))
            .map(|label| label.name.as_str())
            .collect();
        let mut written = json!({
            "id": space.id,
            "key": space.key,
            "name": space.name,
            "status": space.status(),
            "type": space.kind.name(),
            "creator": self.person(&space.creator),
            "creationDate": space.created.to_string(),
            "lastModifier": self.person(&space.modifier),
            "lastModificationDate": space.modified.to_string(),
            "_links": {"webui": format!("/display/{}", encode(&space.key)), "self": self.own(&path)},
        });
        let mut expandable = Map::new();
        let mut part = |name: &str, path: String, value: &dyn Fn(&Expand) -> Value| match expand.get(name) {
            Some(inner) => written[name] = value(inner),
            None => drop(expandable.insert(name.to_owned(), json!(path))),
        };
        part("metadata", String::new(), &|_| json!({"labels": labels}));
        part(
            "icon",
            String::new(),
            &|_| json!({"path": "/images/logo/default-space-logo.svg", "width": 48, "height": 48, "isDefault": true}),
        );
        part("description", String::new(), &|inner| description(space, inner));
        part("retentionPolicy", String::new(), &|_| Value::Null);
        part("permissions", format!("{path}/permissions"), &|_| self.grants(&space.grants, Some(space)));
        if let Some(homepage) = homepage {
            part("homepage", format!("/rest/api/content/{}", homepage.id), &|inner| self.content(homepage, inner));
        }
        written["_expandable"] = Value::Object(expandable);
        written
    }
}

fn description(space: &Space, expand: &Expand) -> Value {
    let mut written = Map::new();
    let mut expandable = Map::new();
    for name in ["plain", "view"] {
        if expand.has(name) {
            written.insert(name.to_owned(), json!({"value": space.description, "representation": name}));
        } else {
            expandable.insert(name.to_owned(), json!(""));
        }
    }
    written.insert("_expandable".to_owned(), Value::Object(expandable));
    Value::Object(written)
}
