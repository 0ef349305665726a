use schemars::JsonSchema;

/// How many users like a piece of content.
#[derive(JsonSchema)]
pub struct LikeCount {
    /// The number of users.
    pub count: i64,
}
