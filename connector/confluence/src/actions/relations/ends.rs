use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kind of thing at an end of a relation.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RelationEnd {
    /// A user.
    User,
    /// A page, blog post or other piece of content.
    Content,
    /// A space.
    Space,
}

/// Something about a relation that is left out unless asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum RelationExpansion {
    /// Who made it and when.
    RelationData,
    /// What it leads from.
    Source,
    /// What it leads to.
    Target,
}
