use connector_sdk::serde_json::Value;
use schemars::JsonSchema;

/// Whether somebody may do something.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionCheck {
    /// Whether it is allowed.
    pub has_permission: bool,
    /// Why it is not allowed.
    pub errors: Option<Vec<Value>>,
}
