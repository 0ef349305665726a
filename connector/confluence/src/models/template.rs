use connector_sdk::serde_json::Value;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Body, Label};

/// A template that pages are made from.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// The id of the template.
    pub template_id: String,
    /// The name.
    pub name: Option<String>,
    /// What the template is for.
    pub description: Option<String>,
    /// The kind of template, such as `page`.
    pub template_type: Option<String>,
    /// The space that it belongs to; absent for a template of the whole site.
    pub space: Option<Value>,
    /// The labels that pages get from it.
    pub labels: Option<Vec<Label>>,
    /// The editor that its pages use, such as `v2`.
    pub editor_version: Option<String>,
    /// The key of the blueprint that it is part of.
    pub referencing_blueprint: Option<String>,
    /// The template of an app that it was made from.
    pub original_template: Option<OriginalTemplate>,
    /// Its body, where `expand` asks for it.
    pub body: Option<Body>,
}

/// The template of an app.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OriginalTemplate {
    /// The key of the app.
    pub plugin_key: Option<String>,
    /// The key of the template in the app.
    pub module_key: Option<String>,
}

/// A template that was deleted.
#[derive(JsonSchema)]
pub struct DeletedTemplate {
    /// The id of the template.
    pub id: String,
    /// `deleted`.
    pub status: String,
}

/// Something about a template that is left out unless asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum TemplateExpansion {
    /// The body.
    #[serde(rename = "body")]
    Body,
    /// The body in the storage format.
    #[serde(rename = "body.storage")]
    Storage,
}
