use schemars::JsonSchema;

/// An admin key, with which an administrator sees what restrictions would hide.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AdminKey {
    /// The account id of the administrator.
    pub account_id: Option<String>,
    /// When the key expires, such as `2026-05-27T08:22:53.016Z`.
    pub expiration_time: Option<String>,
}

/// An admin key that is no more.
#[derive(JsonSchema)]
pub struct DisabledAdminKey {
    /// `disabled`.
    pub status: String,
}
