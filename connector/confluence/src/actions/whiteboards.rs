//! Whiteboards.

use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::{Trashed, TreeContent};

/// Creates a whiteboard in a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateWhiteboard {
    /// The id of the space, such as `98309`; `list-spaces` finds it by key.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: String,
    /// The title. By default, Confluence makes one.
    pub title: Option<String>,
    /// The id of the page, folder or other content to put it under. By default, the top of the space.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId"]}))]
    pub parent_id: Option<String>,
    /// The name of the template to begin with, such as `kanban-board`, `flow-chart`, `sprint-planning` or
    /// `simple-retrospective`. By default, an empty board.
    pub template_key: Option<String>,
    /// The language of the template, such as `en-US`, `de-DE` or `ja-JP`. By default, the user's.
    pub locale: Option<String>,
    /// Whether only its creator may see and edit it. Default: `false`.
    pub private: Option<bool>,
}

impl Action for CreateWhiteboard {
    type Output = TreeContent;
    const NAME: &str = "create-whiteboard";
    const GROUP: &str = "whiteboards";
    const ROUTE: &str = "POST /wiki/api/v2/whiteboards?private={private}";
    const SCOPES: Scopes = &[&["write:whiteboard:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}

/// Gets one whiteboard by id.
///
/// What is drawn on it cannot be read.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetWhiteboard {
    /// The id of the whiteboard.
    pub id: String,
    /// Whether to include its first 50 content properties. Default: `false`.
    pub include_properties: Option<bool>,
    /// Whether to include what the user may do with it. Default: `false`.
    pub include_operations: Option<bool>,
    /// Whether to include what stands right below it. Default: `false`.
    pub include_direct_children: Option<bool>,
    /// Whether to include the users who worked on it. Default: `false`.
    pub include_collaborators: Option<bool>,
}

impl Action for GetWhiteboard {
    type Output = TreeContent;
    const NAME: &str = "get-whiteboard";
    const GROUP: &str = "whiteboards";
    const ROUTE: &str = "GET /wiki/api/v2/whiteboards/{id}\
        ?include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-direct-children={includeDirectChildren}\
        &include-collaborators={includeCollaborators}";
    const SCOPES: Scopes = &[&["read:whiteboard:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Deletes a whiteboard: moves it to the trash, from where people can restore it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteWhiteboard {
    /// The id of the whiteboard.
    pub id: String,
}

impl Action for DeleteWhiteboard {
    type Output = Trashed;
    const NAME: &str = "delete-whiteboard";
    const GROUP: &str = "whiteboards";
    const ROUTE: &str = "DELETE /wiki/api/v2/whiteboards/{id}";
    const SCOPES: Scopes = &[&["delete:whiteboard:confluence"]];
    const ANSWER: Option<Answer> = Some(super::trashed);
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;
}
