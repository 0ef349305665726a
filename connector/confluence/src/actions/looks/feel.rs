use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Answer, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reset;
use crate::actions::NO_CHECK;
use crate::form::CLOUD;
use crate::models::{ChosenLook, LookAndFeel, LookAndFeelSettings, ResetLook};

const CURRENT: &str = "GET /wiki/rest/api/settings/lookandfeel?spaceKey={spaceKey}";
const READ: Scopes =
    &[&["manage:confluence-configuration"], &["read:configuration:confluence", "read:space.setting:confluence"]];

/// Gets the looks that a site or a space can choose from, and which one is chosen.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetLookAndFeel {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for GetLookAndFeel {
    type Output = LookAndFeelSettings;
    const NAME: &str = "get-look-and-feel";
    const GROUP: &str = "looks";
    const ROUTE: &str = CURRENT;
    const SCOPES: Scopes = READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Chooses the look of a space: that of the site, that of its theme, or its own.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChooseLookAndFeel {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// The look. All but `global` take a space that has a theme.
    pub look_and_feel_type: LookAndFeelType,
}

/// A look that a space can choose.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LookAndFeelType {
    /// That of the site.
    Global,
    /// Its own, as `update-look-and-feel` sets it.
    Custom,
    /// That of its theme.
    Theme,
}

impl Action for ChooseLookAndFeel {
    type Output = ChosenLook;
    const NAME: &str = "choose-look-and-feel";
    const GROUP: &str = "looks";
    const ROUTE: &str = "PUT /wiki/rest/api/settings/lookandfeel";
    const SCOPES: Scopes =
        &[&["manage:confluence-configuration"], &["read:space.setting:confluence", "write:space.setting:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Updates the own look of a site or a space. What is left out stays as it is: the look is read first.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateLookAndFeel {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// What to change of the look.
    pub look: LookAndFeel,
}

impl Action for UpdateLookAndFeel {
    type Output = LookAndFeel;
    const NAME: &str = "update-look-and-feel";
    const GROUP: &str = "looks";
    const ROUTE: &str = "POST /wiki/rest/api/settings/lookandfeel/custom?spaceKey={spaceKey}";
    const SCOPES: Scopes = &[
        &["manage:confluence-configuration"],
        &[
            "read:configuration:confluence",
            "read:space.setting:confluence",
            "write:configuration:confluence",
            "write:space.setting:confluence",
        ],
    ];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(CURRENT, READ)];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        let changes = fields.shift_remove("look").unwrap_or_default();
        let mut looks: Value = context.send(&context.request_by::<Self>(CURRENT, &fields)?)?.json()?;
        // A site or space that never had a look of its own begins with that of the site.
        let mut look = ["custom", "global"].map(|name| looks[name].take()).into_iter().find(Value::is_object);
        let look = look.as_mut().ok_or_else(|| Error::new(ErrorKind::Service, "Confluence answered without a look"))?;
        merge(look, changes);
        Json::from_response(context.send(&context.request_from::<Self>(&fields)?.json(look)?)?)
    }
}

/// Puts each part that is given in place of the present one.
fn merge(present: &mut Value, changes: Value) {
    match (present, changes) {
        (Value::Object(present), Value::Object(changes)) => {
            for (name, change) in changes {
                merge(present.entry(name).or_insert_with(|| json!(null)), change);
            }
        }
        (present, change) => *present = change,
    }
}

/// Resets the own look of a site or a space to the usual one. Which look is chosen stays.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetLookAndFeel {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for ResetLookAndFeel {
    type Output = ResetLook;
    const NAME: &str = "reset-look-and-feel";
    const GROUP: &str = "looks";
    const ROUTE: &str = "DELETE /wiki/rest/api/settings/lookandfeel/custom?spaceKey={spaceKey}";
    const SCOPES: Scopes =
        &[&["manage:confluence-configuration"], &["write:configuration:confluence", "write:space.setting:confluence"]];
    const ANSWER: Option<Answer> = Some(reset);
    const EFFECT: Effect = Effect::Remove;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}
