//! Themes, look and feel, and the settings of spaces.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::store::Store;

/// Holds them; what is absent is as it was at first.
#[derive(Debug, Default)]
pub(crate) struct Looks {
    /// The key of the theme of a space, by the space's id.
    pub(crate) themes: BTreeMap<u64, String>,
    /// Custom settings of look and feel: of the site without a space's id, of a space with it.
    pub(crate) custom: BTreeMap<Option<u64>, Value>,
    /// Which settings count: `global`, `custom` or `theme`.
    pub(crate) selected: BTreeMap<u64, String>,
    /// Settings of a space that were changed: their names and values.
    pub(crate) settings: BTreeMap<u64, BTreeMap<String, Value>>,
}

impl Store {
    /// Returns how site and spaces look.
    pub(crate) fn looks(&self) -> &Looks {
        &self.administration.looks
    }

    /// Changes how site and spaces look.
    pub(crate) fn looks_mut(&mut self) -> &mut Looks {
        &mut self.administration.looks
    }
}
