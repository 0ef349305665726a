//! Restrictions and permissions.

use serde_json::{Map, Value, json};

use super::View;
use crate::data_center::expand::Expand;
use crate::data_center::instance::{Allowed, Content, Grant, Operation, Space};

impl View<'_> {
    /// Writes the restrictions of content on one operation.
    pub(in crate::data_center) fn restriction(self, content: &Content, operation: Operation, expand: &Expand) -> Value {
        let path = format!("/rest/api/content/{}", content.id);
        let mut written = json!({
            "operation": operation.name(),
            "_links": {"self": self.own(&format!("{path}/restriction/byOperation/{}", operation.name()))},
        });
        let mut expandable = Map::new();
        let nobody = Allowed::default();
        match expand.get("restrictions") {
            Some(inner) => {
                let allowed = content.restrictions.get(&operation).unwrap_or(&nobody);
                written["restrictions"] = self.allowed(allowed, inner);
            }
            None => drop(expandable.insert("restrictions".to_owned(), json!(""))),
        }
        match expand.get("content") {
            Some(inner) => written["content"] = self.content(content, inner),
            None => drop(expandable.insert("content".to_owned(), json!(path))),
        }
        written["_expandable"] = Value::Object(expandable);
        written
    }

    /// Writes the restrictions of content on all operations, by operation.
    pub(in crate::data_center) fn restrictions(self, content: &Content, expand: &Expand) -> Value {
        let mut written = Map::new();
        let mut expandable = Map::new();
        for operation in Operation::ALL {
            let name = operation.name();
            match expand.get(name) {
                Some(inner) => drop(written.insert(name.to_owned(), self.restriction(content, operation, inner))),
                None => drop(expandable.insert(name.to_owned(), json!(""))),
            }
        }
        let path = format!("/rest/api/content/{}/restriction/byOperation", content.id);
        written.insert("_links".to_owned(), json!({"self": self.own(&path)}));
        written.insert("_expandable".to_owned(), Value::Object(expandable));
        Value::Object(written)
    }

    /// Writes permissions as a list; those of a space name it.
    pub(in crate::data_center) fn grants(self, grants: &[Grant], space: Option<&Space>) -> Value {
        let rows = grants.iter().map(|Grant { subject, operation: (target, key) }| {
            let mut row = json!({
                "operation": {"targetType": target, "operationKey": key},
                "subject": self.subject(subject),
            });
            if let Some(space) = space {
                row["spaceKey"] = json!(space.key);
                row["spaceId"] = json!(space.id);
            }
            row
        });
        rows.collect()
    }

    fn allowed(self, allowed: &Allowed, expand: &Expand) -> Value {
        let mut written = Map::new();
        let mut expandable = Map::new();
        let mut part = |name: &str, rows: Vec<Value>| {
            if expand.has(name) {
                let list = json!({"results": rows, "start": 0, "limit": 100, "size": rows.len()});
                written.insert(name.to_owned(), list);
            } else {
                expandable.insert(name.to_owned(), json!(""));
            }
        };
        part("user", allowed.users.iter().map(|key| self.person(key)).collect());
        part("group", allowed.groups.iter().map(|name| self.group(name)).collect());
        written.insert("_expandable".to_owned(), Value::Object(expandable));
        Value::Object(written)
    }
}
