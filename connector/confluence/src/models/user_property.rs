use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

/// A property of a user: JSON that an app keeps with a user.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UserProperty {
    /// The key, unique for the user.
    pub key: Option<String>,
    /// A JSON object.
    pub value: Option<Value>,
    /// The id of the property.
    pub id: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_date: Option<String>,
    /// When it was last changed.
    pub last_modified_date: Option<String>,
}

/// The key of a property of a user.
#[derive(JsonSchema)]
pub struct UserPropertyKey {
    /// The key.
    pub key: Option<String>,
}

/// What became of a property of a user.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WrittenUserProperty {
    /// The account id of the user.
    pub account_id: String,
    /// The key of the property.
    pub key: String,
    /// `created`, `updated` or `deleted`.
    pub status: String,
}
