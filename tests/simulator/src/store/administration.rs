//! What belongs to the site as a whole.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use super::Store;

/// Is the key with which an admin sees everything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AdminKey {
    /// When it stops to work, in the time that tests own.
    pub(crate) until: Duration,
}

/// Holds it.
#[derive(Debug, Default)]
pub(super) struct Administration {
    pub(super) admin_keys: BTreeMap<&'static str, AdminKey>,
    /// The properties of the app that calls, by key.
    pub(super) app_properties: BTreeMap<String, Value>,
    /// The tasks of the move from permissions to roles: their ids.
    pub(super) transitions: Vec<String>,
}

impl Store {
    /// Returns the admin key of an account if it still works.
    pub(crate) fn admin_key(&self, account: &str, now: Duration) -> Option<AdminKey> {
        self.facets.administration.admin_keys.get(account).copied().filter(|key| now < key.until)
    }

    /// Gives an account an admin key, or takes it away.
    pub(crate) fn set_admin_key(&mut self, account: &'static str, key: Option<AdminKey>) {
        match key {
            Some(key) => self.facets.administration.admin_keys.insert(account, key),
            None => self.facets.administration.admin_keys.remove(account),
        };
    }

    /// Returns the properties of the app.
    pub(crate) fn app_properties(&self) -> &BTreeMap<String, Value> {
        &self.facets.administration.app_properties
    }

    /// Sets a property of the app and tells whether it was there.
    pub(crate) fn set_app_property(&mut self, key: &str, value: Value) -> bool {
        self.facets.administration.app_properties.insert(key.to_owned(), value).is_some()
    }

    /// Removes a property of the app and tells whether it was there.
    pub(crate) fn remove_app_property(&mut self, key: &str) -> bool {
        self.facets.administration.app_properties.remove(key).is_some()
    }

    /// Adds a task of the move from permissions to roles and returns its id.
    pub(crate) fn begin_transition(&mut self) -> String {
        let id = format!("00000000-0000-4000-8000-{:012x}", self.id());
        self.facets.administration.transitions.push(id.clone());
        id
    }

    /// Tells whether there is such a task.
    pub(crate) fn has_transition(&self, id: &str) -> bool {
        self.facets.administration.transitions.iter().any(|known| known == id)
    }
}
