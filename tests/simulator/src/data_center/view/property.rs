//! Properties of content and of spaces.

use serde_json::{Map, Value, json};

use super::View;
use crate::data_center::expand::Expand;
use crate::data_center::instance::{Carrier, Property};
use crate::parameters::encode;

impl View<'_> {
    /// Writes a property.
    pub(in crate::data_center) fn property(self, carrier: Carrier, property: &Property, expand: &Expand) -> Value {
        let (of, path) = match carrier {
            Carrier::Content(id) => ("content", format!("/rest/api/content/{id}")),
            Carrier::Space(id) => {
                let key = self.instance.spaces.get(&id).map_or("", |space| space.key.as_str());
                ("space", format!("/rest/api/space/{}", encode(key)))
            }
        };
        let own = format!("{path}/property/{}", encode(&property.key));
        let mut written = json!({
            "id": property.id.to_string(),
            "key": property.key,
            "value": property.value,
            "_links": {"self": self.own(&own)},
        });
        let mut expandable = Map::new();
        if expand.has("version") {
            written["version"] = json!({
                "by": self.person(&property.by),
                "when": property.at.to_string(),
                "message": property.message,
                "number": property.number,
                "minorEdit": property.minor_edit,
                "hidden": false,
            });
        } else {
            expandable.insert("version".to_owned(), json!(""));
        }
        let whole = expand.get(of).and_then(|inner| match carrier {
            Carrier::Content(id) => self.instance.content.get(&id).map(|content| self.content(content, inner)),
            Carrier::Space(id) => self.instance.spaces.get(&id).map(|space| self.space(space, inner)),
        });
        match whole {
            Some(whole) => written[of] = whole,
            None => drop(expandable.insert(of.to_owned(), json!(path))),
        }
        written["_expandable"] = Value::Object(expandable);
        written
    }
}
