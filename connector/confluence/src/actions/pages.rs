//! Pages.

mod archive;
mod copy;
mod create;
mod delete;
mod edit;
mod find;
mod get;
mod held;
mod move_page;
mod page_url;
mod update;
mod upsert;

use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, Fields, Json, Paging, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::archive::ArchivePages;
pub use self::copy::{CopyPage, CopyPageTree};
pub use self::create::{CreatePage, NewPageStatus, NewPageSubtype};
pub use self::delete::{DeletePage, DeletePageTree};
pub use self::edit::{EditPage, EditedFormat, EditedPage};
pub use self::find::{FindPage, FoundPages};
pub use self::get::GetPage;
pub use self::move_page::{MovePage, MovedPage, PagePosition};
pub use self::update::{UpdatePage, UpdatePageTitle};
pub(super) use self::upsert::{Known, ROUTES_OF_KNOWN, each_key, is_gone, key_of};
pub use self::upsert::{UpsertPage, UpsertedPage};
use super::LISTING;
use super::content::{LOOKUP, Requests, Wanted, settle};
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{ListBodyFormat, Listing, Page};

/// Lists the pages that the user may see, of the whole site or of some spaces.
///
/// To find pages by their text, labels or dates, use `search`. Data Center knows no `subtype` and no `sort`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListPages {
    /// The ids of the pages to list, at most 250. By default, all.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId", "spaceKey"]}))]
    pub id: Option<Vec<String>>,
    /// The ids of the spaces whose pages to list, at most 100; on Data Center, one. By default, all.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<Vec<String>>,
    /// The key of the space whose pages to list, such as `DOCS`, instead of its id. By default, all spaces.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The states of the pages to list. By default, `current` and `archived`.
    pub status: Option<Vec<ListedPageStatus>>,
    /// The whole title, in upper or lower case. By default, any.
    pub title: Option<String>,
    /// What to list: pages, or live docs. By default, both.
    pub subtype: Option<PageSubtype>,
    /// The order. Default: `id`.
    pub sort: Option<PageSort>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
}

/// A state of a page that a list can be made of.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ListedPageStatus {
    /// Published.
    Current,
    /// Archived.
    Archived,
    /// In the trash.
    Trashed,
    /// Deleted for good.
    Deleted,
}

/// A kind of page.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PageSubtype {
    /// A live doc, which is edited without publishing.
    Live,
    /// A page, which is edited and then published.
    Page,
}

/// An order of pages.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum PageSort {
    /// Smallest id first.
    #[serde(rename = "id")]
    Id,
    /// Largest id first.
    #[serde(rename = "-id")]
    IdDescending,
    /// Oldest first.
    #[serde(rename = "created-date")]
    CreatedDate,
    /// Newest first.
    #[serde(rename = "-created-date")]
    CreatedDateDescending,
    /// Longest unchanged first.
    #[serde(rename = "modified-date")]
    ModifiedDate,
    /// Last changed first.
    #[serde(rename = "-modified-date")]
    ModifiedDateDescending,
    /// By title, A first.
    #[serde(rename = "title")]
    Title,
    /// By title, Z first.
    #[serde(rename = "-title")]
    TitleDescending,
}

impl Action for ListPages {
    type Output = Listing<Page>;
    const NAME: &str = "list-pages";
    const GROUP: &str = "pages";
    const ROUTE: &str = "GET /wiki/api/v2/pages\
        ?id={id}\
        &space-id={spaceId}\
        &status={status}\
        &title={title}\
        &subtype={subtype}\
        &sort={sort}\
        &body-format={bodyFormat}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask);
    const ANSWER: Option<Answer> = Some(bodies::answer);
    const ANSWER_GIVEN: Conditions = bodies::CONVERTED;
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new(
        "GET /rest/api/content?type=page\
            &ids={id}\
            &spaceKey={spaceKey}\
            &status={status}\
            &title={title}\
            &expand={expand}\
            &start={cursor}\
            &limit={limit}",
        data_center::READ,
    )
    .when(ON_PREM)
    .ask(data_center::expand)
    .answer(data_center::content)
    .paging(&data_center::LISTING)];
    const ALSO: &[ActionRoute] = LOOKUP;
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        settle(Requests::of::<Self>(context), &mut fields, Wanted::Several)?;
        context.perform::<Self>(fields)
    }
}
