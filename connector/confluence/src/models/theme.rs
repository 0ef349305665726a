use schemars::JsonSchema;

use super::Picture;

/// A theme: how a site or a space looks.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Theme {
    /// The key of the theme.
    pub theme_key: String,
    /// The name.
    pub name: Option<String>,
    /// What it looks like.
    pub description: Option<String>,
    /// Its picture.
    pub icon: Option<Picture>,
}

/// A space or site that was given its usual look again.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetLook {
    /// The key of the space; absent for the whole site.
    pub space_key: Option<String>,
    /// `reset`.
    pub status: String,
}
