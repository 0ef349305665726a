use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::actions::content::{Change, READ_ON_PREM, Requests, UPDATE_ON_PREM};
use crate::connection::is_on_prem;
use crate::form::CLOUD;

/// Moves a page, with the pages below it, to another place, in its space or another one.
///
/// Beside a page at the top of a space it lands at the top too, where the page tree does not show it; so give `append`
/// there. Data Center knows `append` alone.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MovePage {
    /// The id of the page to move.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub id: String,
    /// Where to put it, seen from `targetId`.
    pub position: PagePosition,
    /// The id of the page that says where.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub target_id: String,
}

/// A place of a page, seen from another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PagePosition {
    /// Beside the other page, right before it.
    Before,
    /// Beside the other page, right after it.
    After,
    /// Under the other page, as its last child.
    Append,
}

/// A page that was moved.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MovedPage {
    /// The id of the page.
    pub page_id: Option<String>,
}

impl Action for MovePage {
    type Output = MovedPage;
    const NAME: &str = "move-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "PUT /wiki/rest/api/content/{id}/move/{position}/{targetId}";
    const SCOPES: Scopes = &[&["write:confluence-content"], &["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[UPDATE_ON_PREM];
    const ALSO: &[ActionRoute] = &[READ_ON_PREM];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        if !is_on_prem(context) {
            return context.perform::<Self>(fields);
        }
        if fields["position"] != "append" {
            return Err(Error::new(ErrorKind::InvalidInput, "Data Center moves a page under another one alone")
                .problem("/position", "must be `append` here"));
        }
        let id = fields["id"].clone();
        let parent = fields["targetId"].clone();
        let input = Fields::from_iter([("id".to_owned(), id.clone()), ("parentId".to_owned(), parent)]);
        let change = Change::of(Requests::of::<Self>(context), "page", input);
        let mut page: Value = change.perform(Self::ROUTE, Self::ROUTE)?.read()?;
        if let Some(page) = page.as_object_mut() {
            page.insert("pageId".to_owned(), id);
        }
        Json::of(&page)
    }
}
