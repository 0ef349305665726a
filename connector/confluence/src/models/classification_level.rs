use schemars::JsonSchema;
use serde::Serialize;

/// A classification level: how confidential something is, in the words of the organization.
#[derive(JsonSchema)]
pub struct ClassificationLevel {
    /// The id of the level.
    pub id: String,
    /// The name, such as `Confidential`.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What its content may be used for.
    pub guideline: Option<String>,
    /// Its place among the levels.
    pub order: Option<f64>,
    /// Its color, such as `RED_BOLD`.
    pub color: Option<String>,
    /// Its state: `DRAFT`, `PUBLISHED` or `ARCHIVED`.
    pub status: Option<String>,
}

/// The classification levels of a site.
#[derive(JsonSchema)]
pub struct ClassificationLevels {
    /// Every level.
    pub results: Vec<ClassificationLevel>,
}

/// A change of a classification level.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClassificationChange {
    /// The id of what was classified.
    pub id: String,
    /// The id of its own level now; absent where it was reset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_id: Option<String>,
    /// What was done: `set` or `reset`.
    pub status: String,
}
