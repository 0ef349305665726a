use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Ask, Conditions, Effect, Error, ErrorKind, Fields, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SitePermissionTypeFilter;
use crate::actions::FIRST_LISTING;
use crate::actions::users::UserExpansion;
use crate::cql;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::SearchListing;

/// Searches users by name.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchUsers {
    /// Words of the full name; `*` at the end of a word stands for any rest. Give this or `cql`.
    pub name: Option<String>,
    /// A query in the Confluence Query Language (CQL) instead, which knows fields of users alone, such as
    /// `user.accountid = "712020:1"`. In a text between quotation marks, `"` is written as `\"` and `\` as `\\`.
    pub cql: Option<String>,
    /// What to add to each user that is usually left out. By default, nothing.
    pub expand: Option<Vec<UserExpansion>>,
    /// The users to find (Cloud). Default: `none`, licensed users.
    pub site_permission_type_filter: Option<SitePermissionTypeFilter>,
}

impl Action for SearchUsers {
    type Output = SearchListing;
    const NAME: &str = "search-users";
    const GROUP: &str = "search";
    const ROUTE: &str = "GET /wiki/rest/api/search/user\
        ?cql={cql}\
        &expand={expand,}\
        &sitePermissionTypeFilter={sitePermissionTypeFilter}\
        &start={cursor}\
        &limit={limit}";
    const SCOPES: Scopes = &[&["read:content-details:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(|fields| query(fields, |cql| cql));
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/search?cql={cql}&expand={expand,}&start={cursor}&limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(|fields| query(fields, |cql| format!("type = user and ({cql})")))
    .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
}

fn query(mut fields: Fields, wrap: fn(String) -> String) -> Result<Fields, Error> {
    let mut take = |name: &str| match fields.shift_remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    };
    let cql = match (take("name"), take("cql")) {
        (Some(name), None) => cql::users(&name),
        (None, Some(cql)) => cql,
        _ => {
            return Err(
                Error::new(ErrorKind::InvalidInput, "it is not clear which users to find").hint("Give `name` or `cql`")
            );
        }
    };
    fields.insert("cql".to_owned(), wrap(cql).into());
    Ok(fields)
}
