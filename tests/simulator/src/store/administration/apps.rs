//! What an app has on the site: an admin's key, properties, modules, and the tasks of the move to roles.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

use crate::store::Store;

/// Is the key with which an admin sees everything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AdminKey {
    /// When it stops to work, in the time that tests own.
    pub(crate) until: Duration,
}

impl Store {
    /// Returns the admin key of an account if it still works.
    pub(crate) fn admin_key(&self, account: &str, now: Duration) -> Option<AdminKey> {
        self.administration.admin_keys.get(account).copied().filter(|key| now < key.until)
    }

    /// Gives an account an admin key, or takes it away.
    pub(crate) fn set_admin_key(&mut self, account: &'static str, key: Option<AdminKey>) {
        match key {
            Some(key) => self.administration.admin_keys.insert(account, key),
            None => self.administration.admin_keys.remove(account),
        };
    }

    /// Returns the properties of the app.
    pub(crate) fn app_properties(&self) -> &BTreeMap<String, Value> {
        &self.administration.app_properties
    }

    /// Sets a property of the app and tells whether it was there.
    pub(crate) fn set_app_property(&mut self, key: &str, value: Value) -> bool {
        self.administration.app_properties.insert(key.to_owned(), value).is_some()
    }

    /// Removes a property of the app and tells whether it was there.
    pub(crate) fn remove_app_property(&mut self, key: &str) -> bool {
        self.administration.app_properties.remove(key).is_some()
    }

    /// Returns the modules that the app registered at run time.
    pub(crate) fn modules(&self) -> &[Value] {
        &self.administration.modules
    }

    /// Changes the modules of the app.
    pub(crate) fn modules_mut(&mut self) -> &mut Vec<Value> {
        &mut self.administration.modules
    }

    /// Adds a task of the move from permissions to roles and returns its id.
    pub(crate) fn begin_transition(&mut self) -> String {
        let id = format!("00000000-0000-4000-8000-{:012x}", self.id());
        self.administration.transitions.push(id.clone());
        id
    }

    /// Tells whether there is such a task.
    pub(crate) fn has_transition(&self, id: &str) -> bool {
        self.administration.transitions.iter().any(|known| known == id)
    }
}
