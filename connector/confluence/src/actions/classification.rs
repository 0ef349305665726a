//! Classification levels: how confidential content is.

use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Answer, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::by_type::{by_type, routes_of};
use crate::form::CLOUD;
use crate::models::{ClassificationChange, ClassificationLevel, ClassificationLevels};

/// Gets the classification levels that an organization made for its content.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct GetClassificationLevels {}

impl Action for GetClassificationLevels {
    type Output = ClassificationLevels;
    const NAME: &str = "get-classification-levels";
    const GROUP: &str = "classification";
    const ROUTE: &str = "GET /wiki/api/v2/classification-levels";
    const SCOPES: Scopes = &[&["read:configuration:confluence"]];
    const ANSWER: Option<Answer> = Some(|_, levels| *levels = json!({ "results": levels.take() }));
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// What can be classified.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Classified {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// A whiteboard.
    Whiteboard,
    /// A database.
    Database,
    /// A space, whose level is the default for its content.
    Space,
}

/// The state of what is classified.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ClassifiedStatus {
    /// Published.
    Current,
    /// Not published yet.
    Draft,
    /// Archived.
    Archived,
}

/// Gets the classification level of a page, blog post, whiteboard or database, or the default level of a space.
///
/// What has no level is not found.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetClassificationLevel {
    /// What is classified. Default: `page`.
    pub r#type: Option<Classified>,
    /// The id of what is classified.
    pub id: String,
    /// The state of the page or blog post whose level to get; other types have none. Default: `current`.
    pub status: Option<ClassifiedStatus>,
}

const GET: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "GET /wiki/api/v2/pages/{id}/classification-level?status={status}",
        ["read:page:confluence", "write:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/classification-level?status={status}",
        ["read:page:confluence", "write:page:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/classification-level", ["read:whiteboard:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/classification-level", ["read:database:confluence"];
    "space" => "GET /wiki/api/v2/spaces/{id}/classification-level/default", ["read:space:confluence"];
};

impl Action for GetClassificationLevel {
    type Output = ClassificationLevel;
    const NAME: &str = "get-classification-level";
    const GROUP: &str = "classification";
    routes_of!(GET);
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// The state of what gets another level.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WrittenStatus {
    /// Published.
    Current,
    /// Not published yet; only a page or blog post has a draft.
    Draft,
}

/// Sets the classification level of a page, blog post, whiteboard or database, or the default level of a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetClassificationLevel {
    /// What is classified. Default: `page`.
    pub r#type: Option<Classified>,
    /// The id of what is classified.
    pub id: String,
    /// The id of the level; `get-classification-levels` shows them.
    #[schemars(extend("x-options" = {"list": "classification-levels"}))]
    pub level_id: String,
    /// The state of what gets the level; a space has none. Default: `current`.
    pub status: Option<WrittenStatus>,
}

const SET: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "PUT /wiki/api/v2/pages/{id}/classification-level", ["write:page:confluence"];
    "blogpost" => "PUT /wiki/api/v2/blogposts/{id}/classification-level", ["write:page:confluence"];
    "whiteboard" => "PUT /wiki/api/v2/whiteboards/{id}/classification-level", ["write:whiteboard:confluence"];
    "database" => "PUT /wiki/api/v2/databases/{id}/classification-level", ["write:database:confluence"];
    "space" => "PUT /wiki/api/v2/spaces/{id}/classification-level/default",
        ["read:space:confluence", "write:space:confluence"];
};

/// A level as Confluence wants it.
#[derive(Serialize)]
struct Level<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<WrittenStatus>,
}

impl Action for SetClassificationLevel {
    type Output = ClassificationChange;
    const NAME: &str = "set-classification-level";
    const GROUP: &str = "classification";
    routes_of!(SET);
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        let level = Level { id: &this.level_id, status: status(this.r#type, this.status)? };
        fields.retain(|name, _| name == "type" || name == "id");
        context.send(&context.request_among::<Self>(SET, fields)?.json(&level)?)?;
        Json::of(&ClassificationChange { id: this.id, level_id: Some(this.level_id), status: "set".to_owned() })
    }
}

/// Resets the classification level of a page, blog post, whiteboard or database to the default of its space, or takes the
/// default level from a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetClassificationLevel {
    /// What is classified. Default: `page`.
    pub r#type: Option<Classified>,
    /// The id of what is classified.
    pub id: String,
    /// The state of what is reset; a space has none. Default: `current`.
    pub status: Option<WrittenStatus>,
}

const RESET: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "POST /wiki/api/v2/pages/{id}/classification-level/reset", ["write:page:confluence"];
    "blogpost" => "POST /wiki/api/v2/blogposts/{id}/classification-level/reset", ["write:page:confluence"];
    "whiteboard" => "POST /wiki/api/v2/whiteboards/{id}/classification-level/reset", ["write:whiteboard:confluence"];
    "database" => "POST /wiki/api/v2/databases/{id}/classification-level/reset", ["write:database:confluence"];
    "space" => "DELETE /wiki/api/v2/spaces/{id}/classification-level/default",
        ["read:space:confluence", "write:space:confluence"];
};

impl Action for ResetClassificationLevel {
    type Output = ClassificationChange;
    const NAME: &str = "reset-classification-level";
    const GROUP: &str = "classification";
    routes_of!(RESET);
    const EFFECT: Effect = Effect::Write;
    const REPEATABLE: bool = true;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, mut fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields.clone())?;
        if let Some(status) = status(this.r#type, this.status)? {
            fields.insert("status".to_owned(), status.name().into());
        }
        context.perform::<Self>(fields)?;
        Json::of(&ClassificationChange { id: this.id, level_id: None, status: "reset".to_owned() })
    }
}

/// The state to send: a space has none, and everything else needs one.
fn status(classified: Option<Classified>, status: Option<WrittenStatus>) -> Result<Option<WrittenStatus>, Error> {
    match (classified, status) {
        (Some(Classified::Space), None) => Ok(None),
        (Some(Classified::Space), Some(_)) => {
            Err(Error::new(ErrorKind::InvalidInput, "the default level of a space has no state")
                .problem("/status", "means nothing for a space; leave it out"))
        }
        (_, status) => Ok(Some(status.unwrap_or(WrittenStatus::Current))),
    }
}

impl WrittenStatus {
    fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Draft => "draft",
        }
    }
}
