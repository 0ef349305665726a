use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A label.
#[derive(JsonSchema)]
pub struct Label {
    /// The id of the label.
    pub id: String,
    /// The name, such as `release-notes`.
    pub name: String,
    /// The kind of label, such as `global`.
    pub prefix: Option<String>,
}

/// The labels that a piece of content has after some were added.
#[derive(JsonSchema)]
pub struct AddedLabels {
    /// Its labels, new and old.
    pub results: Vec<Label>,
    /// How many labels are in `results`.
    pub size: Option<i64>,
}

/// A kind of label.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LabelPrefix {
    /// An ordinary label, seen by everybody.
    #[default]
    Global,
    /// A label that only its user sees.
    My,
    /// A label that makes spaces a group.
    Team,
    /// A label that Confluence itself uses.
    System,
}
