use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::actions::content::{Change, READ_ON_PREM, UPDATE_ON_PREM};
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
    pub id: String,
    /// Where to put it, seen from `targetId`.
    pub position: PagePosition,
    /// The id of the page that says where.
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
#[derive(Serialize, JsonSchema)]
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
        let this = Self::read(fields)?;
        if !is_on_prem(context) {
            return Json::from_response(context.send(&context.request(&this)?)?);
        }
        if this.position != PagePosition::Append {
            return Err(Error::new(ErrorKind::InvalidInput, "Data Center moves a page under another one alone")
                .problem("/position", "must be `append` here"));
        }
        let input =
            Fields::from_iter([("id".to_owned(), json!(this.id)), ("parentId".to_owned(), json!(this.target_id))]);
        let mut page: Value = Change::of("page", input).perform::<Self>(context, Self::ROUTE)?.read()?;
        if let Some(page) = page.as_object_mut() {
            page.insert("pageId".to_owned(), this.id.into());
        }
        Json::of(&page)
    }
}
