use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

use super::User;

/// A relation between two things, such as a user and the page that the user saved for later.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Relation {
    /// The name of the relation, such as `favourite`.
    pub name: Option<String>,
    /// Who made it and when, where `expand` asks for it.
    pub relation_data: Option<RelationOrigin>,
    /// What it leads from: a user, a piece of content or a space, where `expand` asks for it.
    pub source: Option<Value>,
    /// What it leads to: a user, a piece of content or a space, where `expand` asks for it.
    pub target: Option<Value>,
}

/// Who made a relation and when.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RelationOrigin {
    /// The user who made it.
    pub created_by: Option<User>,
    /// When it was made, such as `2026-05-27T07:22:53.016Z`.
    pub created_date: Option<String>,
    /// When it was made, as people say it.
    pub friendly_created_date: Option<String>,
}

/// A relation that was deleted.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletedRelation {
    /// The name of the relation.
    pub name: String,
    /// The kind of thing that it led from.
    pub source_type: String,
    /// What it led from, as it was named in the input.
    pub source_key: String,
    /// The kind of thing that it led to.
    pub target_type: String,
    /// What it led to, as it was named in the input.
    pub target_key: String,
    /// `deleted`.
    pub status: String,
}
