use schemars::JsonSchema;

/// A group of users.
#[derive(JsonSchema)]
pub struct Group {
    /// The id of the group (Cloud).
    pub id: Option<String>,
    /// The name of the group.
    pub name: Option<String>,
    /// `group`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}
