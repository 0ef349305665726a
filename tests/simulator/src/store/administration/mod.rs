//! What belongs to the site as a whole.

mod apps;
mod audit;
mod conversions;
mod groups;
mod long_tasks;
mod looks;
mod relations;
mod templates;
mod user_properties;

use std::collections::BTreeMap;

use serde_json::Value;

pub(crate) use apps::AdminKey;
pub(crate) use conversions::Conversion;
pub(crate) use groups::Group;
pub(crate) use long_tasks::{CopiedFacets, Job, LongTask, PageCopy};
pub(crate) use looks::Looks;
pub(crate) use relations::{Entity, Relation};
pub(crate) use templates::Template;
pub(crate) use user_properties::UserProperty;

/// Holds it.
#[derive(Debug, Default)]
pub(super) struct Administration {
    admin_keys: BTreeMap<&'static str, AdminKey>,
    /// The properties of the app that calls, by key.
    app_properties: BTreeMap<String, Value>,
    modules: Vec<Value>,
    /// The ids of the tasks of the move from permissions to roles.
    transitions: Vec<String>,
    audit: audit::Audit,
    conversions: Vec<Conversion>,
    groups: groups::Groups,
    long_tasks: Vec<LongTask>,
    looks: Looks,
    relations: Vec<Relation>,
    templates: Vec<Template>,
    /// By account id and key.
    user_properties: BTreeMap<(String, String), UserProperty>,
}
