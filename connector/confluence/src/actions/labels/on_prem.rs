use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{Label, Listing};

/// Lists the labels that are used most, of the whole site or of one space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListPopularLabels {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for ListPopularLabels {
    type Output = Listing<Label>;
    const NAME: &str = "list-popular-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "GET /rest/api/label/popular?start={cursor}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const GIVEN: Conditions = &[("spaceKey", &[""])];
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/space/{spaceKey}/labels/popular?start={cursor}&limit={limit}",
        data_center::READ,
    )];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}

/// Lists the labels that were used last, of the whole site or of one space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListRecentLabels {
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for ListRecentLabels {
    type Output = Listing<Label>;
    const NAME: &str = "list-recent-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "GET /rest/api/label/recent?start={cursor}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const GIVEN: Conditions = &[("spaceKey", &[""])];
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/space/{spaceKey}/labels/recent?start={cursor}&limit={limit}",
        data_center::READ,
    )];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}

/// Lists the labels that stand beside a label most often, in the whole site or in one space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListRelatedLabels {
    /// The name of the label, such as `release-notes`.
    #[schemars(extend("x-options" = {"list": "labels"}))]
    pub label: String,
    /// The key of the space, such as `DOCS`. By default, the whole site.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
}

impl Action for ListRelatedLabels {
    type Output = Listing<Label>;
    const NAME: &str = "list-related-labels";
    const GROUP: &str = "labels";
    const ROUTE: &str = "GET /rest/api/label/{label}/related?start={cursor}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const GIVEN: Conditions = &[("spaceKey", &[""])];
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/space/{spaceKey}/labels/{label}/related?start={cursor}&limit={limit}",
        data_center::READ,
    )];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = Some(&data_center::LISTING);
    const WHEN: Conditions = ON_PREM;
}
