use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Outcome, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::actions::long_tasks::{FOLLOW, FOLLOW_ON_PREM, follow};
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{ChangedSpace, LongTask};

/// Deletes a space and all that is in it, for good: nothing goes to the trash.
///
/// Confluence deletes it in a long task, which is waited for.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteSpace {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub key: String,
    /// Whether to wait until Confluence is done. Default: `true`.
    pub wait: Option<bool>,
}

impl Action for DeleteSpace {
    type Output = LongTask;
    const NAME: &str = "delete-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "DELETE /wiki/rest/api/space/{key}";
    const SCOPES: Scopes =
        &[&["write:confluence-space"], &["delete:space:confluence", "read:content.metadata:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] =
        &[ActionRoute::new("DELETE /rest/api/space/{key}", data_center::WRITE).when(ON_PREM)];
    const ALSO: &[ActionRoute] = &[FOLLOW, FOLLOW_ON_PREM];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const RESUMABLE: bool = true;

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        follow::<Self>(context, fields, resume)
    }
}

/// Archives a space: it is kept, but left out of most lists and searches.
///
/// On Cloud, use `update-space` with the status `archived`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveSpace {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub key: String,
}

impl Action for ArchiveSpace {
    type Output = ChangedSpace;
    const NAME: &str = "archive-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "PUT /rest/api/space/{key}/archive";
    const SCOPES: Scopes = data_center::WRITE;
    const ANSWER: Option<connector_sdk::Answer> = Some(|fields, answer| changed(fields, answer, "archived"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Restores a space that was archived.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RestoreSpace {
    /// The key of the space, such as `DOCS`.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub key: String,
}

impl Action for RestoreSpace {
    type Output = ChangedSpace;
    const NAME: &str = "restore-space";
    const GROUP: &str = "spaces";
    const ROUTE: &str = "PUT /rest/api/space/{key}/restore";
    const SCOPES: Scopes = data_center::WRITE;
    const ANSWER: Option<connector_sdk::Answer> = Some(|fields, answer| changed(fields, answer, "current"));
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = ON_PREM;
}

/// Says what became of the space, which Confluence does not.
fn changed(fields: &Fields, answer: &mut Value, status: &str) {
    if answer.is_null() {
        *answer = json!({ "key": fields["key"], "status": status });
    }
}
