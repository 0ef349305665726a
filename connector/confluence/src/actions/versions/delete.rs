use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Answer, Conditions, Effect, Fields, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::DeletedVersion;

/// Deletes an earlier version of a page or blog post.
///
/// What it changed stays: it becomes a part of the version after it. The latest version cannot be deleted.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteVersion {
    /// The id of the page or blog post.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The number of the version, counted from 1.
    #[schemars(range(min = 1))]
    pub number: u32,
}

impl Action for DeleteVersion {
    type Output = DeletedVersion;
    const NAME: &str = "delete-version";
    const GROUP: &str = "versions";
    const ROUTE: &str = "DELETE /wiki/rest/api/content/{id}/version/{number}";
    const SCOPES: Scopes = &[&["write:confluence-content"], &["delete:content:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ANSWER: Option<Answer> = Some(deleted);
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("DELETE /rest/api/content/{id}/version/{number}", data_center::WRITE)
            .when(ON_PREM)
            .answer(deleted)];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
}

fn deleted(asked: &Fields, answer: &mut Value) {
    *answer = json!({ "id": asked["id"], "number": asked["number"], "status": "deleted" });
}
