use connector_sdk::{
    Action, ActionRoute, Answer, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Paging, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reset;
use crate::actions::{FIRST_LISTING, NO_CHECK};
use crate::form::CLOUD;
use crate::models::{Listing, ResetLook, Theme};

const READ: Scopes = &[&["manage:confluence-configuration"], &["read:configuration:confluence"]];

/// Lists the themes that the site can use, without the usual one.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListThemes {}

impl Action for ListThemes {
    type Output = Listing<Theme>;
    const NAME: &str = "list-themes";
    const GROUP: &str = "looks";
    const ROUTE: &str = "GET /wiki/rest/api/settings/theme?start={cursor}&limit={limit}";
    const SCOPES: Scopes = READ;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
    const WHEN: Conditions = CLOUD;
}

/// Gets the theme of the site, or of one space, or any theme by its key.
///
/// A site or space that has the usual theme answers that there is none.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetTheme {
    /// The key of the theme; `list-themes` finds it. By default, the theme of the site.
    pub theme_key: Option<String>,
    /// The key of the space whose theme to get, such as `DOCS`, instead of `themeKey`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for GetTheme {
    type Output = Theme;
    const NAME: &str = "get-theme";
    const GROUP: &str = "looks";
    const ROUTE: &str = "GET /wiki/rest/api/settings/theme/selected";
    const SCOPES: Scopes = READ;
    const GIVEN: Conditions = &[("themeKey", &[""]), ("spaceKey", &[""])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new("GET /wiki/rest/api/settings/theme/{themeKey}", READ).given(&[("spaceKey", &[""])]),
        ActionRoute::new(
            "GET /wiki/rest/api/space/{spaceKey}/theme",
            &[&["read:confluence-space.summary"], &["read:space.setting:confluence"]],
        )
        .given(&[("themeKey", &[""])]),
    ];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let by_key = fields.contains_key("themeKey");
        context.perform::<Self>(fields).map_err(|error| match error.kind {
            ErrorKind::NotFound if !by_key => error.hint("It has the usual theme, unless `spaceKey` is wrong"),
            _ => error,
        })
    }
}

/// Sets the theme of a space. To give it the usual one, use `reset-space-theme`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetSpaceTheme {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// The key of the theme; `list-themes` finds it.
    pub theme_key: String,
}

impl Action for SetSpaceTheme {
    type Output = Theme;
    const NAME: &str = "set-space-theme";
    const GROUP: &str = "looks";
    const ROUTE: &str = "PUT /wiki/rest/api/space/{spaceKey}/theme";
    const SCOPES: Scopes =
        &[&["write:confluence-space"], &["read:space.setting:confluence", "write:space.setting:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Resets the theme of a space, which then looks like the site.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetSpaceTheme {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
}

impl Action for ResetSpaceTheme {
    type Output = ResetLook;
    const NAME: &str = "reset-space-theme";
    const GROUP: &str = "looks";
    const ROUTE: &str = "DELETE /wiki/rest/api/space/{spaceKey}/theme";
    const SCOPES: Scopes = &[&["write:confluence-space"], &["write:space.setting:confluence"]];
    const ANSWER: Option<Answer> = Some(reset);
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}
