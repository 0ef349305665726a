use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{READ, WRITE, has_place};
use crate::actions::next_version::{next_version, number_of};
use crate::errors::overtaken;
use crate::form::CLOUD;
use crate::models::{CustomContent, CustomContentBodyInput};

const READ_FIRST: &str = "GET /wiki/api/v2/custom-content/{id}";

/// Updates a piece of custom content: its body, title or place.
///
/// What is left out stays as it is, except that the body must be given. The custom content is read first, unless `type`,
/// `title` and `version` are all given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCustomContent {
    /// The id of the custom content.
    pub id: String,
    /// The type that the app has declared. By default, the one that it has.
    pub r#type: Option<String>,
    /// The new title. By default, it stays.
    pub title: Option<String>,
    /// The new body.
    pub body: CustomContentBodyInput,
    /// The id of the space to put it in, which must be the one that it was created in. By default, it stays where it is.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: Option<String>,
    /// The id of the page to put it on. By default, it stays where it is.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId"]}))]
    pub page_id: Option<String>,
    /// The id of the blog post to put it on. By default, it stays where it is.
    #[schemars(extend("x-options" = {"list": "blog-posts", "depends": ["spaceId"]}))]
    pub blog_post_id: Option<String>,
    /// The id of the custom content to put it below. By default, it stays where it is.
    pub custom_content_id: Option<String>,
    /// The number of the version that this update is based on, as it was read. If the custom content has changed since,
    /// the update is refused. By default, the version that it has now.
    pub version: Option<u32>,
    /// A note about the change, for the history of the custom content. By default, none.
    pub version_message: Option<String>,
}

impl Action for UpdateCustomContent {
    type Output = CustomContent;
    const NAME: &str = "update-custom-content";
    const GROUP: &str = "custom-content";
    const ROUTE: &str = "PUT /wiki/api/v2/custom-content/{id}";
    const SCOPES: Scopes = WRITE;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ_FIRST, READ)];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        has_place(&fields)?;
        let this = Self::read(fields)?;
        let mut update = context.fields(&this)?;
        let version_was_given = this.version.is_some();
        let based_on = if let (Some(_), Some(_), Some(version)) = (&this.r#type, &this.title, this.version) {
            version.into()
        } else {
            let mut current: Value = context.send(&context.request_by::<Self>(READ_FIRST, &update)?)?.json()?;
            for name in ["type", "title"] {
                if update.get(name).is_none_or(Value::is_null) {
                    update.insert(name.to_owned(), current[name].take());
                }
            }
            this.version.map_or_else(|| number_of(&current, "custom content"), |version| Ok(version.into()))?
        };
        update.shift_remove("versionMessage");
        update.insert("version".to_owned(), next_version(based_on, this.version_message.as_deref()));
        update.insert("status".to_owned(), "current".into());
        update.retain(|_, value| !value.is_null());
        let request = context.request_from::<Self>(&update)?.json(&update)?;
        let answer = context.send(&request).map_err(|error| overtaken(error, "custom content", version_was_given))?;
        Json::from_response(answer)
    }
}
