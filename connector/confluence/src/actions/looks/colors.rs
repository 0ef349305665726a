use connector_sdk::{Action, ActionRoute, Ask, Conditions, Effect, Error, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{ColorScheme, ColorSchemeType, Colors};

/// Gets the colours of a site or a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetColorScheme {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// Which colours of the site. Default: `current`.
    pub which: Option<WhichColors>,
}

/// Which colours of a site.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WhichColors {
    /// Those that it has.
    Current,
    /// Those that it would have without changes.
    Default,
}

impl Action for GetColorScheme {
    type Output = ColorScheme;
    const NAME: &str = "get-color-scheme";
    const GROUP: &str = "looks";
    const ROUTE: &str = "GET /rest/api/color-scheme";
    const SCOPES: Scopes = data_center::READ;
    const GIVEN: Conditions = &[("spaceKey", &[""]), ("which", &["", "current"])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("GET /rest/api/color-scheme/default", data_center::READ)
            .given(&[("spaceKey", &[""]), ("which", &["default"])]),
        ActionRoute::new("GET /rest/api/space/{spaceKey}/color-scheme", data_center::READ)
            .given(&[("which", &["", "current"])]),
    ];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Updates the colours of a site or a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateColorScheme {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The colours of the light look. By default, they stay.
    pub light: Option<Colors>,
    /// The colours of the dark look. By default, they stay.
    pub dark: Option<Colors>,
}

impl Action for UpdateColorScheme {
    type Output = ColorScheme;
    const NAME: &str = "update-color-scheme";
    const GROUP: &str = "looks";
    const ROUTE: &str = "PUT /rest/api/color-scheme";
    const SCOPES: Scopes = data_center::ADMIN;
    const GIVEN: Conditions = &[("spaceKey", &[""])];
    const ASK: Option<Ask> = Some(named);
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("PUT /rest/api/space/{spaceKey}/color-scheme", data_center::WRITE).ask(named)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Each look by its name in Confluence.
fn named(mut fields: Fields) -> Result<Fields, Error> {
    for (input, name) in [("light", "colorSchemeModelLight"), ("dark", "colorSchemeModelDark")] {
        if let Some(colors) = fields.shift_remove(input) {
            fields.insert(name.to_owned(), colors);
        }
    }
    Ok(fields)
}

/// Resets the colours of a site to the usual ones, or those of a space to those of the site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetColorScheme {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for ResetColorScheme {
    type Output = ColorScheme;
    const NAME: &str = "reset-color-scheme";
    const GROUP: &str = "looks";
    const ROUTE: &str = "PUT /rest/api/color-scheme/reset";
    const SCOPES: Scopes = data_center::ADMIN;
    const GIVEN: Conditions = &[("spaceKey", &[""])];
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("PUT /rest/api/space/{spaceKey}/color-scheme/reset", data_center::WRITE)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Gets whether a space has colours of its own.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetColorSchemeType {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
}

impl Action for GetColorSchemeType {
    type Output = ColorSchemeType;
    const NAME: &str = "get-color-scheme-type";
    const GROUP: &str = "looks";
    const ROUTE: &str = "GET /rest/api/space/{spaceKey}/color-scheme/type";
    const SCOPES: Scopes = data_center::READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Sets whether a space has colours of its own.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetColorSchemeType {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// Which colours it has.
    pub r#type: SpaceColors,
}

/// Which colours a space has.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SpaceColors {
    /// Those of the site.
    Global,
    /// Its own.
    Custom,
}

impl Action for SetColorSchemeType {
    type Output = ColorSchemeType;
    const NAME: &str = "set-color-scheme-type";
    const GROUP: &str = "looks";
    const ROUTE: &str = "PUT /rest/api/space/{spaceKey}/color-scheme/type";
    const SCOPES: Scopes = data_center::WRITE;
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}
