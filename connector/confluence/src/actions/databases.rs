//! Databases.

use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::{Trashed, TreeContent};

/// Creates a database in a space.
///
/// It is empty: people add its fields and entries.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateDatabase {
    /// The id of the space, such as `98309`; `list-spaces` finds it by key.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: String,
    /// The title. By default, Confluence makes one.
    pub title: Option<String>,
    /// The id of the page, folder or other content to put it under. By default, the top of the space.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId"]}))]
    pub parent_id: Option<String>,
    /// Whether only its creator may see and edit it. Default: `false`.
    pub private: Option<bool>,
}

impl Action for CreateDatabase {
    type Output = TreeContent;
    const NAME: &str = "create-database";
    const GROUP: &str = "databases";
    const ROUTE: &str = "POST /wiki/api/v2/databases?private={private}";
    const SCOPES: Scopes = &[&["write:database:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}

/// Gets one database by id.
///
/// Its entries cannot be read.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetDatabase {
    /// The id of the database.
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

impl Action for GetDatabase {
    type Output = TreeContent;
    const NAME: &str = "get-database";
    const GROUP: &str = "databases";
    const ROUTE: &str = "GET /wiki/api/v2/databases/{id}\
        ?include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-direct-children={includeDirectChildren}\
        &include-collaborators={includeCollaborators}";
    const SCOPES: Scopes = &[&["read:database:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Deletes a database: moves it to the trash, from where people can restore it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteDatabase {
    /// The id of the database.
    pub id: String,
}

impl Action for DeleteDatabase {
    type Output = Trashed;
    const NAME: &str = "delete-database";
    const GROUP: &str = "databases";
    const ROUTE: &str = "DELETE /wiki/api/v2/databases/{id}";
    const SCOPES: Scopes = &[&["delete:database:confluence"]];
    const ANSWER: Option<Answer> = Some(super::trashed);
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;
}
