//! Long tasks, which go on after the answer of the action that began them.

mod follow;

use connector_sdk::{Action, ActionRoute, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FIRST_LISTING;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{CountedListing, LongTaskStatus};

pub(super) use self::follow::{FOLLOW, FOLLOW_ON_PREM, follow};

/// Lists the long tasks that Confluence is at, and how far each is.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListLongTasks {
    /// The key that the tasks to list have (Cloud). By default, any.
    pub key: Option<String>,
}

impl Action for ListLongTasks {
    type Output = CountedListing<LongTaskStatus>;
    const NAME: &str = "list-long-tasks";
    const GROUP: &str = "long-tasks";
    const ROUTE: &str = "GET /wiki/rest/api/longtask?key={key}&start={cursor}&limit={limit}";
    const SCOPES: Scopes = &[&["read:content.metadata:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("GET /rest/api/longtask?start={cursor}&limit={limit}", data_center::READ)
            .when(ON_PREM)
            .answer(data_center::long_task)
            .paging(&data_center::LISTING)];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = FIRST_LISTING;
}

/// Finds out how far a long task is.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetLongTask {
    /// The id of the task, as the action that began it gave it.
    pub id: String,
}

impl Action for GetLongTask {
    type Output = LongTaskStatus;
    const NAME: &str = "get-long-task";
    const GROUP: &str = "long-tasks";
    const ROUTE: &str = "GET /wiki/rest/api/longtask/{id}";
    const SCOPES: Scopes = &[&["read:confluence-space.summary"], &["read:content.metadata:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new("GET /rest/api/longtask/{id}", data_center::READ)
        .when(ON_PREM)
        .answer(data_center::long_task)];
    const EFFECT: Effect = Effect::Read;
}
