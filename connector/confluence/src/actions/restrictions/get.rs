use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Effect, Error, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RestrictionExpansion;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{RestrictedOperation, Restrictions, ViewRestrictions};

const SCOPES: Scopes = &[&["read:confluence-content.all"], &["read:content-details:confluence"]];

/// Gets who may read and who may edit a piece of content.
///
/// Only its own restrictions count, not those that it inherits from the pages above it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetRestrictions {
    /// The id of the page, blog post or other content.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// What is restricted. By default, both.
    pub operation: Option<RestrictedOperation>,
    /// What to include. By default, users and groups.
    pub expand: Option<Vec<RestrictionExpansion>>,
    /// How many users and groups to skip. Default: `0`. Data Center and Server take it only with `operation`.
    pub start: Option<u32>,
    /// How many users, and how many groups, to include. Default: `100`. Data Center and Server take it only with
    /// `operation`.
    #[schemars(range(min = 1))]
    pub limit: Option<u32>,
}

impl Action for GetRestrictions {
    type Output = Restrictions;
    const NAME: &str = "get-restrictions";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "GET /wiki/rest/api/content/{id}/restriction/byOperation?expand={expand,}";
    const SCOPES: Scopes = SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const GIVEN: Conditions = &[("operation", &[""]), ("start", &[""]), ("limit", &[""])];
    const INSTEAD: &[ActionRoute] = &[
        ActionRoute::new(
            "GET /wiki/rest/api/content/{id}/restriction/byOperation/{operation}\
                ?expand={expand,}&start={start}&limit={limit}",
            SCOPES,
        )
        .when(CLOUD)
        .given(&[("operation", &["read", "update"])])
        .answer(named),
        ActionRoute::new(
            "GET /wiki/rest/api/content/{id}/restriction?expand={expand,}&start={start}&limit={limit}",
            SCOPES,
        )
        .when(CLOUD)
        .answer(listed),
        ActionRoute::new("GET /rest/api/content/{id}/restriction/byOperation?expand={expand,}", data_center::READ)
            .when(ON_PREM)
            .given(&[("operation", &[""])])
            .ask(of_each_operation),
        ActionRoute::new(
            "GET /rest/api/content/{id}/restriction/byOperation/{operation}\
                ?expand={expand,}&start={start}&limit={limit}",
            data_center::READ,
        )
        .when(ON_PREM)
        .answer(named),
    ];
    const EFFECT: Effect = Effect::Read;
}

/// One restriction also stands below the name of its operation, as both do where both are asked for.
fn named(fields: &Fields, restriction: &mut Value) {
    let alone = restriction.clone();
    if let (Some(all), Some(operation)) = (restriction.as_object_mut(), fields["operation"].as_str()) {
        all.insert(operation.to_owned(), alone);
    }
}

/// Each restriction of a list also stands below the name of its operation.
pub(super) fn listed(_: &Fields, list: &mut Value) {
    let Some(Value::Array(results)) = list.get("results").cloned() else { return };
    let Some(all) = list.as_object_mut() else { return };
    for restriction in results {
        if let Some(operation) = restriction["operation"].as_str() {
            all.insert(operation.to_owned(), restriction.clone());
        }
    }
}

/// Data Center names what to include for each operation, where it answers with both.
fn of_each_operation(mut fields: Fields) -> Result<Fields, Error> {
    if let Some(Value::Array(names)) = fields.get("expand") {
        let names = names.iter().filter_map(Value::as_str);
        let each =
            names.flat_map(|name| ["read", "update"].map(|operation| Value::from(format!("{operation}.{name}"))));
        let each = each.collect();
        fields.insert("expand".to_owned(), Value::Array(each));
    }
    Ok(fields)
}

/// Gets everything that limits who may view a piece of content: its own restrictions, and those of the pages above it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetViewRestrictions {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// How many results to skip. Default: `0`.
    pub start: Option<u32>,
    /// How many results to include. Default: `50`.
    #[schemars(range(min = 1, max = 50))]
    pub limit: Option<u32>,
}

impl Action for GetViewRestrictions {
    type Output = ViewRestrictions;
    const NAME: &str = "get-view-restrictions";
    const GROUP: &str = "restrictions";
    const ROUTE: &str = "GET /rest/api/content/{id}/restriction/relevantViewRestrictions\
        ?expand=relevantViewRestrictions&start={start}&limit={limit}";
    const SCOPES: Scopes = data_center::READ;
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;
}
