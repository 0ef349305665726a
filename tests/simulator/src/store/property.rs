//! Properties: JSON values by key, on content and spaces.

use serde_json::Value;

use super::Store;
use crate::clock::Stamp;

/// Is a property in its latest version.
#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) id: u64,
    pub(crate) key: String,
    pub(crate) value: Value,
    /// The version's number, from 1 on.
    pub(crate) number: u32,
    pub(crate) message: String,
    pub(crate) created: Stamp,
    pub(crate) at: Stamp,
}

impl Store {
    /// Returns the properties of content or a space in the order in which they were added.
    pub(crate) fn properties(&self, owner: u64) -> &[Property] {
        self.facets.properties.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// Adds a property, and returns it.
    pub(crate) fn add_property(&mut self, owner: u64, key: &str, value: Value) -> Property {
        let (id, at) = (self.id(), self.now());
        let property = Property { id, key: key.to_owned(), value, number: 1, message: String::new(), created: at, at };
        self.facets.properties.entry(owner).or_default().push(property.clone());
        property
    }

    /// Adds a version to a property, and returns it.
    pub(crate) fn update_property(&mut self, owner: u64, id: u64, value: Value, message: &str) -> Option<Property> {
        let at = self.now();
        let property = self.facets.properties.get_mut(&owner)?.iter_mut().find(|property| property.id == id)?;
        property.value = value;
        property.number += 1;
        message.clone_into(&mut property.message);
        property.at = at;
        Some(property.clone())
    }

    /// Removes a property and tells whether it was there.
    pub(crate) fn remove_property(&mut self, owner: u64, id: u64) -> bool {
        self.now();
        let Some(properties) = self.facets.properties.get_mut(&owner) else { return false };
        let before = properties.len();
        properties.retain(|property| property.id != id);
        properties.len() < before
    }
}
