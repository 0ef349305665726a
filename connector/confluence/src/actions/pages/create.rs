use connector_sdk::{Action, ActionRoute, Ask, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::content::{LOOKUP, Requests, Wanted, settle};
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{BodyInput, Page};

/// Creates a page in a space.
///
/// The page is published unless `status` is `draft`. A title that another page of the space has, even an archived one,
/// is refused. Data Center knows no `subtype`, `private`, `embedded` and `rootLevel`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreatePage {
    /// The id of the space, such as `98309`. Give this or `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of its id.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The title, unique in the space. A draft may do without.
    pub title: Option<String>,
    /// Whether to publish the page or to keep it as a draft. Default: `current`.
    pub status: Option<NewPageStatus>,
    /// The id of the page, folder or other content to put it under. By default, the homepage of the space.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId", "spaceKey"]}))]
    pub parent_id: Option<String>,
    /// The kind of page: `live` for a live doc. By default, an ordinary page.
    pub subtype: Option<NewPageSubtype>,
    /// The body. By default, empty.
    pub body: Option<BodyInput>,
    /// Whether only its creator may see and edit it. Default: `false`.
    pub private: Option<bool>,
    /// Whether to tag it as embedded in another product. Default: `false`.
    pub embedded: Option<bool>,
    /// Whether to put it at the top of the space, beside the homepage; then without `parentId`. Default: `false`.
    pub root_level: Option<bool>,
}

/// The state of a page that is written.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NewPageStatus {
    /// Published.
    Current,
    /// Not published yet.
    Draft,
}

/// A kind of page to create.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NewPageSubtype {
    /// A live doc, which is edited without publishing.
    Live,
}

impl Action for CreatePage {
    type Output = Page;
    const NAME: &str = "create-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "POST /wiki/api/v2/pages?embedded={embedded}&private={private}&root-level={rootLevel}";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask_written);
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new("POST /rest/api/content?expand={expand}", data_center::WRITE)
        .when(ON_PREM)
        .ask(|fields| data_center::new_content("page", fields))
        .answer(data_center::content)];
    const ALSO: &[ActionRoute] = LOOKUP;
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        settle(Requests::of::<Self>(context), &mut fields, Wanted::One)?;
        context.perform::<Self>(fields)
    }
}
