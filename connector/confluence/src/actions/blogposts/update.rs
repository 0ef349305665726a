use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::content::{Change, READ_ON_PREM, Requests, UPDATE_ON_PREM};
use crate::actions::pages::NewPageStatus;
use crate::form::CLOUD;
use crate::models::{Blogpost, BodyInput};

const READ: &str = "GET /wiki/api/v2/blogposts/{id}?body-format={bodyFormat}&get-draft={getDraft}";

/// Updates a blog post: its title, body or date.
///
/// What is left out stays as it is: the blog post is read first, and its title and its body in the storage format are
/// sent back unchanged. On Cloud, nothing is read where `version`, `title` and a `body` other than Markdown
/// are all given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateBlogpost {
    /// The id of the blog post.
    #[schemars(extend("x-options" = {"list": "blog-posts"}))]
    pub id: String,
    /// The new title. By default, it stays.
    pub title: Option<String>,
    /// The new body. By default, it stays.
    pub body: Option<BodyInput>,
    /// Whether to update the published blog post or its draft. `current` publishes a draft, and restores a blog post
    /// from the trash, which then takes no other change. Default: `current`.
    pub status: Option<NewPageStatus>,
    /// The id of its space, to say that it stays there (Cloud): a blog post cannot move to another one.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// When it is said to be created, such as `2026-05-27T07:22:53.016Z` (Cloud). By default, it stays.
    pub created_at: Option<String>,
    /// The number of the version that this update is based on, as it was read. If the blog post has changed since, the
    /// update is refused. By default, the version that it has now. For a draft it has no meaning.
    pub version: Option<u32>,
    /// A note about the change, for the history of the blog post. By default, none.
    pub version_message: Option<String>,
}

impl Action for UpdateBlogpost {
    type Output = Blogpost;
    const NAME: &str = "update-blogpost";
    const GROUP: &str = "blogposts";
    const ROUTE: &str = "PUT /wiki/api/v2/blogposts/{id}";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[UPDATE_ON_PREM];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ, &[&["read:page:confluence"]]).when(CLOUD), READ_ON_PREM];
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        Change::of(Requests::of::<Self>(context), "blogpost", fields).perform(Self::ROUTE, READ)
    }
}
