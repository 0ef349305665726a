//! Confluence Cloud REST API v2.
//!
//! `routes` says which handler answers which operation. What belongs to many kinds of content stands in `parts`,
//! once; the files beside it are about one kind of content, or about the site.

mod admin_key;
mod app_properties;
mod attachments;
mod body;
mod comments;
mod content_types;
mod create;
mod custom_content;
mod data_policies;
mod delete;
mod fields;
mod labels;
mod listing;
mod page;
mod pages;
mod parts;
mod people;
mod routes;
mod space_access;
mod space_creation;
mod space_roles;
mod spaces;
mod tasks;
mod tree;
mod update;

use serde_json::{Map, Value};

pub(crate) use routes::routes;
pub(crate) use space_creation::{check_key, derived_key};

/// Turns a JSON object into its map; anything else becomes an empty one.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
