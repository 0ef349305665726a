//! The colours of a Data Center or Server site.

use connector_sdk::{Action, ActionRoute, Ask, Conditions, Effect, Error, ErrorKind, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NO_CHECK;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{ColorScheme, Colors};

/// Gets the colours of a Data Center or Server site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetColorScheme {
    /// Which colours to get. Default: `current`.
    pub which: Option<WhichColors>,
}

/// Colours of a site.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WhichColors {
    /// Those that it has now.
    Current,
    /// Those that it has until an administrator changes them.
    Default,
}

impl Action for GetColorScheme {
    type Output = ColorScheme;
    const NAME: &str = "get-color-scheme";
    const GROUP: &str = "color-schemes";
    const ROUTE: &str = "GET /rest/api/color-scheme";
    const SCOPES: Scopes = data_center::READ;
    const GIVEN: Conditions = &[("which", &["", "current"])];
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/color-scheme/default", data_center::READ).given(&[("which", &["default"])])];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}

/// Changes the colours of a Data Center or Server site.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateColorScheme {
    /// The colours of the light theme. By default, they stay.
    pub light: Option<Colors>,
    /// The colours of the dark theme. By default, they stay.
    pub dark: Option<Colors>,
}

const THEMES: Ask = |mut fields| {
    for (theme, name) in [("light", "colorSchemeModelLight"), ("dark", "colorSchemeModelDark")] {
        if let Some(colors) = fields.shift_remove(theme).filter(|colors| !colors.is_null()) {
            fields.insert(name.to_owned(), colors);
        }
    }
    if fields.is_empty() {
        return Err(
            Error::new(ErrorKind::InvalidInput, "nothing is to be changed").problem("/light", "is needed, or `dark`")
        );
    }
    Ok(fields)
};

impl Action for UpdateColorScheme {
    type Output = ColorScheme;
    const NAME: &str = "update-color-scheme";
    const GROUP: &str = "color-schemes";
    const ROUTE: &str = "PUT /rest/api/color-scheme";
    const SCOPES: Scopes = data_center::ADMIN;
    const ASK: Option<Ask> = Some(THEMES);
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Gives a Data Center or Server site its default colours again.
///
/// This needs the right to administer Confluence.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetColorScheme {}

impl Action for ResetColorScheme {
    type Output = ColorScheme;
    const NAME: &str = "reset-color-scheme";
    const GROUP: &str = "color-schemes";
    const ROUTE: &str = "PUT /rest/api/color-scheme/reset";
    const SCOPES: Scopes = data_center::ADMIN;
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}
