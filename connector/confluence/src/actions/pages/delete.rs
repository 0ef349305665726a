use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Outcome, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::actions::content::{DELETE_ON_PREM, LOOK_ON_PREM, Requests, delete};
use crate::actions::long_tasks::{FOLLOW, follow};
use crate::form::CLOUD;
use crate::models::{DeletedContent, LongTask};

const READ: &str = "GET /wiki/api/v2/pages/{id}";

/// Deletes a page: moves it to the trash, or deletes it for good.
///
/// With `purge`, the page is read first; unless it is in the trash already, it is moved there and then deleted for good,
/// with a request for each step. Comments on a page are deleted with it; to delete the pages below it too, use
/// `delete-page-tree`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletePage {
    /// The id of the page.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Whether to delete it for good, which needs the right to administer the space. Default: `false`.
    pub purge: Option<bool>,
    /// Whether it is a draft; a draft is deleted for good at once. Default: `false`.
    pub draft: Option<bool>,
}

impl Action for DeletePage {
    type Output = DeletedContent;
    const NAME: &str = "delete-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "DELETE /wiki/api/v2/pages/{id}?purge={purge}&draft={draft}";
    const SCOPES: Scopes = &[&["delete:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[DELETE_ON_PREM];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ, &[&["read:page:confluence"]]).when(CLOUD), LOOK_ON_PREM];
    const EFFECT: Effect = Effect::Remove;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        delete(Requests::of::<Self>(context), &fields, Self::ROUTE, READ)
    }
}

/// Moves a page and every page below it to the trash.
///
/// Confluence does it in a long task, which is waited for.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletePageTree {
    /// The id of the page at the top, which is published.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Whether to wait until Confluence is done. Default: `true`.
    pub wait: Option<bool>,
}

impl Action for DeletePageTree {
    type Output = LongTask;
    const NAME: &str = "delete-page-tree";
    const GROUP: &str = "pages";
    const ROUTE: &str = "DELETE /wiki/rest/api/content/{id}/pageTree";
    const SCOPES: Scopes = &[&["write:confluence-content"], &["delete:content:confluence"]];
    const ALSO: &[ActionRoute] = &[FOLLOW];
    const EFFECT: Effect = Effect::Remove;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;
    const ROUTE_WHEN: Conditions = CLOUD;
    const RESUMABLE: bool = true;

    fn proceed(context: &Context<'_>, fields: Fields, resume: Option<Json>) -> Result<Outcome, Error> {
        follow::<Self>(context, fields, resume)
    }
}
