//! Properties of users.

use serde_json::Value;

use crate::clock::Stamp;
use crate::store::Store;

/// Is a property of a user.
#[derive(Debug, Clone)]
pub(crate) struct UserProperty {
    pub(crate) id: u64,
    pub(crate) value: Value,
    pub(crate) created: Stamp,
    pub(crate) modified: Stamp,
}

impl Store {
    /// Returns the keys of a user's properties in alphabetical order.
    pub(crate) fn user_property_keys(&self, account: &str) -> Vec<&str> {
        let properties = self.administration.user_properties.keys();
        properties.filter(|(owner, _)| owner == account).map(|(_, key)| key.as_str()).collect()
    }

    /// Returns a property of a user.
    pub(crate) fn user_property(&self, account: &str, key: &str) -> Option<&UserProperty> {
        self.administration.user_properties.get(&(account.to_owned(), key.to_owned()))
    }

    /// Adds or changes a property of a user.
    pub(crate) fn set_user_property(&mut self, account: &str, key: &str, value: Value) {
        let (id, modified) = (self.id(), self.now());
        let place = self.administration.user_properties.entry((account.to_owned(), key.to_owned()));
        let property = place.or_insert(UserProperty { id, value: Value::Null, created: modified, modified });
        property.value = value;
        property.modified = modified;
    }

    /// Removes a property of a user and tells whether there was one.
    pub(crate) fn remove_user_property(&mut self, account: &str, key: &str) -> bool {
        self.administration.user_properties.remove(&(account.to_owned(), key.to_owned())).is_some()
    }
}
