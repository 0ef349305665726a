use connector_sdk::{Action, ActionRoute, Ask, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::content::{LOOKUP, Requests, Wanted, settle};
use crate::actions::pages::NewPageStatus;
use crate::bodies;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{Blogpost, BodyInput};

/// Creates a blog post in a space.
///
/// The blog post is published unless `status` is `draft`. Data Center knows no `private` and no `createdAt`.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateBlogpost {
    /// The id of the space, such as `98309`. Give this or `spaceKey`.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The key of the space, such as `DOCS`, instead of its id.
    #[schemars(extend("x-options" = {"list": "space-keys"}))]
    pub space_key: Option<String>,
    /// The title. A draft may do without.
    pub title: Option<String>,
    /// Whether to publish the blog post or to keep it as a draft. Default: `current`.
    pub status: Option<NewPageStatus>,
    /// The body. By default, empty.
    pub body: Option<BodyInput>,
    /// Whether only its creator may see and edit it. Default: `false`.
    pub private: Option<bool>,
    /// When it is said to be created, such as `2026-05-27T07:22:53.016Z`. By default, now.
    pub created_at: Option<String>,
}

impl Action for CreateBlogpost {
    type Output = Blogpost;
    const NAME: &str = "create-blogpost";
    const GROUP: &str = "blogposts";
    const ROUTE: &str = "POST /wiki/api/v2/blogposts?private={private}";
    const SCOPES: Scopes = &[&["write:page:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ASK: Option<Ask> = Some(bodies::ask_written);
    const INSTEAD: &[ActionRoute] = &[ActionRoute::new("POST /rest/api/content?expand={expand}", data_center::WRITE)
        .when(ON_PREM)
        .ask(|fields| data_center::new_content("blogpost", fields))
        .answer(data_center::content)];
    const ALSO: &[ActionRoute] = LOOKUP;
    const EFFECT: Effect = Effect::Write;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        settle(Requests::of::<Self>(context), &mut fields, Wanted::One)?;
        context.perform::<Self>(fields)
    }
}
