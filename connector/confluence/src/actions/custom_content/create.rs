use connector_sdk::{Action, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{WRITE, has_place};
use crate::form::CLOUD;
use crate::models::{CustomContent, CustomContentBodyInput};

/// Creates a piece of custom content in a space, on a page or blog post, or below other custom content.
///
/// Exactly one of the ids says where it goes. The app that declares the type must be installed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateCustomContent {
    /// The type that the app has declared, such as `ac:my-app:note`.
    pub r#type: String,
    /// The title.
    pub title: String,
    /// The body.
    pub body: CustomContentBodyInput,
    /// Whether to publish it or to keep it as a draft. Default: `current`.
    pub status: Option<NewCustomContentStatus>,
    /// The id of the space to put it in.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The id of the page to put it on.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId"]}))]
    pub page_id: Option<String>,
    /// The id of the blog post to put it on.
    #[schemars(extend("x-options" = {"list": "blog-posts", "depends": ["spaceId"]}))]
    pub blog_post_id: Option<String>,
    /// The id of the custom content to put it below.
    pub custom_content_id: Option<String>,
}

/// The state of custom content that is created.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NewCustomContentStatus {
    /// Published.
    Current,
    /// Not published yet.
    Draft,
}

impl Action for CreateCustomContent {
    type Output = CustomContent;
    const NAME: &str = "create-custom-content";
    const GROUP: &str = "custom-content";
    const ROUTE: &str = "POST /wiki/api/v2/custom-content";
    const SCOPES: Scopes = WRITE;
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        if !has_place(&fields)? {
            return Err(Error::new(ErrorKind::InvalidInput, "custom content needs a place to go")
                .problem("", "needs one of `spaceId`, `pageId`, `blogPostId`, `customContentId`"));
        }
        context.perform::<Self>(fields)
    }
}
