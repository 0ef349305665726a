use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::NewPageStatus;
use crate::actions::content::{Change, READ_ON_PREM, Requests, UPDATE_ON_PREM};
use crate::connection::is_on_prem;
use crate::form::CLOUD;
use crate::models::{BodyInput, Page};

const READ: &str = "GET /wiki/api/v2/pages/{id}?body-format={bodyFormat}&get-draft={getDraft}";

const READ_ON_CLOUD: ActionRoute = ActionRoute::new(READ, &[&["read:page:confluence"]]).when(CLOUD);

/// Updates a page: its title, body, place or owner.
///
/// What is left out stays as it is: the page is read first, and its title and its body in the storage format are sent
/// back unchanged. On Cloud, nothing is read where `version`, `title` and a `body` other than Markdown
/// are all given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdatePage {
    /// The id of the page.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The new title, unique in the space. By default, it stays.
    pub title: Option<String>,
    /// The new body. By default, it stays.
    pub body: Option<BodyInput>,
    /// Whether to update the published page or its draft. `current` publishes a draft, and restores a page from the
    /// trash, which then takes no other change. Default: `current`.
    pub status: Option<NewPageStatus>,
    /// The id of the page, folder or other content in the same space to move it under. By default, it stays.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub parent_id: Option<String>,
    /// The account id of the user to give it to (Cloud). By default, the owner stays.
    #[schemars(extend("x-options" = {"list": "users"}))]
    pub owner_id: Option<String>,
    /// The number of the version that this update is based on, as it was read. If the page has changed since, the update
    /// is refused. By default, the version that the page has now. For a draft it has no meaning.
    pub version: Option<u32>,
    /// A note about the change, for the history of the page. By default, none.
    pub version_message: Option<String>,
}

impl Action for UpdatePage {
    type Output = Page;
    const NAME: &str = "update-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "PUT /wiki/api/v2/pages/{id}";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[UPDATE_ON_PREM];
    const ALSO: &[ActionRoute] = &[READ_ON_CLOUD, READ_ON_PREM];
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        Change::of(Requests::of::<Self>(context), "page", fields).perform(Self::ROUTE, READ)
    }
}

/// Changes the title of a page, and nothing else of it.
///
/// On Data Center the page is read first and sent back with the new title.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdatePageTitle {
    /// The id of the page.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// The new title, unique in the space.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Whether to change the published page or its draft. Default: `current`.
    pub status: Option<NewPageStatus>,
}

impl Action for UpdatePageTitle {
    type Output = Page;
    const NAME: &str = "update-page-title";
    const GROUP: &str = "pages";
    const ROUTE: &str = "PUT /wiki/api/v2/pages/{id}/title";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[UPDATE_ON_PREM];
    const ALSO: &[ActionRoute] = &[READ_ON_PREM];
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        if is_on_prem(context) {
            return Change::of(Requests::of::<Self>(context), "page", fields).perform(Self::ROUTE, Self::ROUTE);
        }
        // Cloud wants the state in any case.
        let status = fields.entry("status").or_insert(Value::Null);
        if status.is_null() {
            *status = "current".into();
        }
        context.perform::<Self>(fields)
    }
}
