use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

/// A property: JSON that an app keeps under a key with a piece of content or a space.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Property {
    /// The id of the property; absent for properties of spaces on Data Center and Server.
    pub id: Option<String>,
    /// The key, unique on its content or space.
    pub key: Option<String>,
    /// Any JSON.
    pub value: Option<Value>,
    /// The version of the property.
    pub version: Option<PropertyVersion>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`; only of a property of a space.
    pub created_at: Option<String>,
    /// The account id of the user who created it; only of a property of a space.
    pub created_by: Option<String>,
}

/// A version of a property.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PropertyVersion {
    /// The number, counted from 1.
    pub number: i64,
    /// What the author noted about the change.
    pub message: Option<String>,
    /// Whether it was a small change that notifies nobody.
    pub minor_edit: Option<bool>,
    /// The account id of its author; on Data Center and Server, the user key.
    pub author_id: Option<String>,
    /// The same, of a property of a space on Cloud.
    pub created_by: Option<String>,
    /// When it was made, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
}

/// What setting a property did.
#[derive(JsonSchema)]
pub struct SetOutcome {
    /// What became of the property: `created`, `updated`, or `unchanged` where it had the value already.
    pub outcome: String,
    /// The property as it is now.
    pub property: Property,
}

/// A property that was deleted.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletedProperty {
    /// The id of what had the property.
    pub id: String,
    /// The id of the property, where it is known.
    pub property_id: Option<String>,
    /// The key of the property, where it is known.
    pub key: Option<String>,
    /// What became of it: `deleted`.
    pub status: String,
}
