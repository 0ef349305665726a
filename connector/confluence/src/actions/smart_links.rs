//! Smart links in the content tree: other addresses, shown among the pages.

use connector_sdk::{Action, Answer, Conditions, Effect, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;
use crate::models::{Trashed, TreeContent};

/// Creates a smart link in a space.
///
/// It shows another address among the pages of the content tree.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateSmartLink {
    /// The id of the space, such as `98309`; `list-spaces` finds it by key.
    #[schemars(extend("x-options" = {"list": "spaces"}))]
    pub space_id: String,
    /// The title. By default, Confluence makes one.
    pub title: Option<String>,
    /// The id of the page, folder or other content to put it under. By default, the top of the space.
    #[schemars(extend("x-options" = {"list": "pages", "depends": ["spaceId"]}))]
    pub parent_id: Option<String>,
    /// The address to show, such as `https://www.example.com/roadmap`.
    pub embed_url: Option<String>,
}

impl Action for CreateSmartLink {
    type Output = TreeContent;
    const NAME: &str = "create-smart-link";
    const GROUP: &str = "smart-links";
    const ROUTE: &str = "POST /wiki/api/v2/embeds";
    const SCOPES: Scopes = &[&["write:embed:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const WHEN: Conditions = CLOUD;
}

/// Gets one smart link by id.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetSmartLink {
    /// The id of the smart link.
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

impl Action for GetSmartLink {
    type Output = TreeContent;
    const NAME: &str = "get-smart-link";
    const GROUP: &str = "smart-links";
    const ROUTE: &str = "GET /wiki/api/v2/embeds/{id}\
        ?include-properties={includeProperties}\
        &include-operations={includeOperations}\
        &include-direct-children={includeDirectChildren}\
        &include-collaborators={includeCollaborators}";
    const SCOPES: Scopes = &[&["read:embed:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;
}

/// Deletes a smart link: moves it to the trash, from where people can restore it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteSmartLink {
    /// The id of the smart link.
    pub id: String,
}

impl Action for DeleteSmartLink {
    type Output = Trashed;
    const NAME: &str = "delete-smart-link";
    const GROUP: &str = "smart-links";
    const ROUTE: &str = "DELETE /wiki/api/v2/embeds/{id}";
    const SCOPES: Scopes = &[&["delete:embed:confluence"]];
    const ANSWER: Option<Answer> = Some(super::trashed);
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;
}
