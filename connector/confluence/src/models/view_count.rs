use schemars::JsonSchema;

/// How often something was viewed, or by how many.
#[derive(JsonSchema)]
pub struct ViewCount {
    /// The id of the content.
    pub id: Option<i64>,
    /// The count.
    pub count: Option<i64>,
}
