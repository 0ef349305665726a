//! Folders, which hold pages and other content without being a page.

use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::{Trashed, TreeContent};

/// Creates a folder in a space.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateFolder {
    /// The id of the space, such as `98309`; `list-spaces` finds it by key.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: String,
    /// The title. By default, Confluence makes one.
    pub title: Option<String>,
    /// The id of the page, folder or other content to put it under. By default, the top of the space.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId"]}))]
    pub parent_id: Option<String>,
}

impl Action for CreateFolder {
    type Output = TreeContent;
    const NAME: &str = "create-folder";
    const GROUP: &str = "folders";
    const ROUTE: &str = "POST /wiki/api/v2/folders";
    const SCOPES: Scopes = &[&["write:folder:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}

/// Gets one folder by id.
///
/// `list-children` lists what is in it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetFolder {
    /// The id of the folder.
    #[schemars(extend("x-options" = {"list": "folders"}))]
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

impl Action for GetFolder {
    type Output = TreeContent;
    const NAME: &str = "get-folder";
    const GROUP: &str = "folders";
    const ROUTE: &str = "GET /wiki/api/v2/folders/{id}\
        ?include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-direct-children={includeDirectChildren}\
        &include-collaborators={includeCollaborators}";
    const SCOPES: Scopes = &[&["read:folder:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Deletes a folder: moves it to the trash, from where people can restore it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteFolder {
    /// The id of the folder.
    #[schemars(extend("x-options" = {"list": "folders"}))]
    pub id: String,
}

impl Action for DeleteFolder {
    type Output = Trashed;
    const NAME: &str = "delete-folder";
    const GROUP: &str = "folders";
    const ROUTE: &str = "DELETE /wiki/api/v2/folders/{id}";
    const SCOPES: Scopes = &[&["delete:folder:confluence"]];
    const ANSWER: Option<Answer> = Some(super::trashed);
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;
}
