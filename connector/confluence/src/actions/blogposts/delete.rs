use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::content::{DELETE_ON_PREM, LOOK_ON_PREM, Requests, delete};
use crate::form::CLOUD;
use crate::models::DeletedContent;

const READ: &str = "GET /wiki/api/v2/blogposts/{id}";

/// Deletes a blog post: moves it to the trash, or deletes it for good.
///
/// With `purge`, the blog post is read first; unless it is in the trash already, it is moved there and then deleted for
/// good, with a request for each step. Comments on a blog post are deleted with it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteBlogpost {
    /// The id of the blog post.
    #[schemars(extend("x-options" = {"list": "blog-posts"}))]
    pub id: String,
    /// Whether to delete it for good, which needs the right to administer the space. Default: `false`.
    pub purge: Option<bool>,
    /// Whether it is a draft; a draft is deleted for good at once. Default: `false`.
    pub draft: Option<bool>,
}

impl Action for DeleteBlogpost {
    type Output = DeletedContent;
    const NAME: &str = "delete-blogpost";
    const GROUP: &str = "blogposts";
    const ROUTE: &str = "DELETE /wiki/api/v2/blogposts/{id}?purge={purge}&draft={draft}";
    const SCOPES: Scopes = &[&["delete:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const INSTEAD: &[ActionRoute] = &[DELETE_ON_PREM];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ, &[&["read:page:confluence"]]).when(CLOUD), LOOK_ON_PREM];
    const EFFECT: Effect = Effect::Remove;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        delete(Requests::of::<Self>(context), &fields, Self::ROUTE, READ)
    }
}
