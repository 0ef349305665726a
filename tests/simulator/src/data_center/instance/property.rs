//! Properties of content and of spaces: JSON under a key, with versions.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Instance;
use crate::clock::Stamp;

/// Is a property.
#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) value: Value,
    pub(crate) number: u32,
    pub(crate) minor_edit: bool,
    pub(crate) message: String,
    pub(crate) at: Stamp,
    /// The key of the user who wrote this version.
    pub(crate) by: String,
}

/// Names what carries properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Content(u64),
    Space(u64),
}

impl Instance {
    /// Returns the properties of something.
    pub(crate) fn properties(&self, carrier: Carrier) -> Option<&BTreeMap<String, Property>> {
        match carrier {
            Carrier::Content(id) => self.content.get(&id).map(|content| &content.properties),
            Carrier::Space(id) => self.spaces.get(&id).map(|space| &space.properties),
        }
    }

    /// Returns the properties of something, to change them.
    pub(crate) fn properties_mut(&mut self, carrier: Carrier) -> Option<&mut BTreeMap<String, Property>> {
        match carrier {
            Carrier::Content(id) => self.content.get_mut(&id).map(|content| &mut content.properties),
            Carrier::Space(id) => self.spaces.get_mut(&id).map(|space| &mut space.properties),
        }
    }

    /// Keeps a value under a key, as the next version of what is there.
    pub(crate) fn keep_property(&mut self, carrier: Carrier, key: &str, value: Value, by: &str) {
        let (id, at) = (self.id(), self.now());
        let Some(properties) = self.properties_mut(carrier) else { return };
        let before = properties.get(key);
        let property = Property {
            id: before.map_or(id, |before| before.id),
            key: key.to_owned(),
            value,
            number: before.map_or(1, |before| before.number + 1),
            minor_edit: false,
            message: String::new(),
            at,
            by: by.to_owned(),
        };
        properties.insert(key.to_owned(), property);
    }
}
