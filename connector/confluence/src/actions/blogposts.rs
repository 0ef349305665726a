//! Blog posts.

mod create;
mod delete;
mod get;
mod update;

use connector_sdk::{
    Action, ActionRoute, Answer, Ask, Conditions, Context, Effect, Error, Fields, Json, Paging, Scopes,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::create::CreateBlogpost;
pub use self::delete::DeleteBlogpost;
pub use self::get::{BlogpostStatus, GetBlogpost};
pub use self::update::UpdateBlogpost;
use super::LISTING;
use super::content::{LOOKUP, Requests, Wanted, settle};
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Blogpost, ListBodyFormat, Listing};

/// Lists the blog posts that the user may see, of the whole site or of some spaces.
///
/// To find blog posts by their text, labels or dates, use `search`. Data Center knows no `sort`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListBlogposts {
    /// The ids of the blog posts to list, at most 250. By default, all.
    #[schemars(extend("x-options" = {"list": "blog-posts", "depends": ["spaceId", "spaceKey"]}))]
    pub id: Option<Vec<String>>,
    /// The ids of the spaces whose blog posts to list, at most 100; on Data Center, one. By default, all.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<Vec<String>>,
    /// The key of the space whose blog posts to list, such as `DOCS`, instead of its id. By default, all spaces.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The states of the blog posts to list. Default: `current`.
    pub status: Option<Vec<ListedBlogpostStatus>>,
    /// The whole title. By default, any.
    pub title: Option<String>,
    /// The day on which they were published, such as `2026-05-27` (Data Center). By default, any.
    pub posting_day: Option<String>,
    /// The order. Default: `id`.
    pub sort: Option<BlogpostSort>,
    /// The representation in which to include the bodies. By default, no bodies.
    pub body_format: Option<ListBodyFormat>,
}

/// A state of a blog post that a list can be made of.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ListedBlogpostStatus {
    /// Published.
    Current,
    /// In the trash.
    Trashed,
    /// Deleted for good.
    Deleted,
}

/// An order of blog posts.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum BlogpostSort {
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
}

impl Action for ListBlogposts {
    type Output = Listing<Blogpost>;
    const NAME: &str = "list-blogposts";
    const GROUP: &str = "blogposts";
    const ROUTE: &str = "GET /wiki/api/v2/blogposts\
        ?id={id}\
        &space-id={spaceId}\
        &status={status}\
        &title={title}\
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
        "GET /rest/api/content?type=blogpost\
            &ids={id}\
            &spaceKey={spaceKey}\
            &status={status}\
            &title={title}\
            &postingDay={postingDay}\
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
