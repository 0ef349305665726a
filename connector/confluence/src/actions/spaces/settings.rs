use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Effect, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::{FIRST_LISTING, NO_CHECK};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{ContentMode, Listing, SpaceSettings, SpaceWatch};

/// Gets the settings of a space: how its pages look and which editor it uses.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetSpaceSettings {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
}

impl Action for GetSpaceSettings {
    type Output = SpaceSettings;
    const NAME: &str = "get-space-settings";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "GET /wiki/rest/api/space/{spaceKey}/settings";
    const SCOPES: Scopes = &[&["read:confluence-space.summary"], &["read:space.setting:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Updates the settings of a space. What is left out stays as it is.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateSpaceSettings {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
    /// Whether an app may show pages of its own in place of those of the space. By default, it stays.
    pub route_override_enabled: Option<bool>,
    /// How densely its pages are set. By default, it stays.
    pub content_mode: Option<ContentMode>,
}

impl Action for UpdateSpaceSettings {
    type Output = SpaceSettings;
    const NAME: &str = "update-space-settings";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "PUT /wiki/rest/api/space/{spaceKey}/settings";
    const SCOPES: Scopes =
        &[&["write:confluence-space"], &["read:space.setting:confluence", "write:space.setting:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
}

/// Lists the users who watch a space: who hear of every change in it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListSpaceWatchers {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: String,
}

impl Action for ListSpaceWatchers {
    type Output = Listing<SpaceWatch>;
    const NAME: &str = "list-space-watchers";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "GET /wiki/rest/api/space/{spaceKey}/watch?start={cursor}&limit={limit}";
    const SCOPES: Scopes = &[&["read:user:confluence", "read:watcher:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/space/{spaceKey}/watchers?start={cursor}&limit={limit}", data_center::READ)
            .when(ON_PREM)
            .answer(watch)
            .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
}

/// Data Center lists the users themselves.
fn watch(fields: &Fields, user: &mut Value) {
    let watcher = user.clone();
    if let Some(watch) = user.as_object_mut() {
        watch.insert("watcher".to_owned(), watcher);
        watch.insert("spaceKey".to_owned(), fields["spaceKey"].clone());
    }
}
