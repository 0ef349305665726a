//! What the user may do with content and spaces.

use connector_sdk::{Action, ActionRoute, Effect};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::by_type::{by_type, routes_of};
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::Operations;

/// Gets what the user may do with a page, other content or a space, such as read, update or delete it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetOperations {
    /// What is asked about. Default: `page`.
    pub r#type: Option<OperationTarget>,
    /// The id of what is asked about.
    pub id: String,
}

/// What a user may do something with.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OperationTarget {
    /// A page.
    Page,
    /// A blog post.
    Blogpost,
    /// A comment at the foot.
    FooterComment,
    /// A comment in the text.
    InlineComment,
    /// An attachment.
    Attachment,
    /// A piece of content of an app.
    CustomContent,
    /// A whiteboard.
    Whiteboard,
    /// A database.
    Database,
    /// A folder.
    Folder,
    /// A smart link in the content tree.
    Embed,
    /// A space, on Cloud alone.
    Space,
}

const ROUTES: &[ActionRoute] = &by_type! {
    "";
    "", "page" => "GET /wiki/api/v2/pages/{id}/operations", ["read:page:confluence"];
    "blogpost" => "GET /wiki/api/v2/blogposts/{id}/operations", ["read:page:confluence"];
    "footer-comment" => "GET /wiki/api/v2/footer-comments/{id}/operations", ["read:comment:confluence"];
    "inline-comment" => "GET /wiki/api/v2/inline-comments/{id}/operations", ["read:comment:confluence"];
    "attachment" => "GET /wiki/api/v2/attachments/{id}/operations", ["read:attachment:confluence"];
    "custom-content" => "GET /wiki/api/v2/custom-content/{id}/operations", ["read:custom-content:confluence"];
    "whiteboard" => "GET /wiki/api/v2/whiteboards/{id}/operations", ["read:whiteboard:confluence"];
    "database" => "GET /wiki/api/v2/databases/{id}/operations", ["read:database:confluence"];
    "folder" => "GET /wiki/api/v2/folders/{id}/operations", ["read:folder:confluence"];
    "embed" => "GET /wiki/api/v2/embeds/{id}/operations", ["read:embed:confluence"];
    "space" => "GET /wiki/api/v2/spaces/{id}/operations", ["read:space:confluence"];
    + ActionRoute::new("GET /rest/api/content/{id}?expand=operations", data_center::READ)
        .when(ON_PREM)
        .given(&[(
            "type",
            &["", "page", "blogpost", "footer-comment", "inline-comment", "attachment", "custom-content"],
        )]);
};

impl Action for GetOperations {
    type Output = Operations;
    const NAME: &str = "get-operations";
    const GROUP: &str = "permissions";
    routes_of!(ROUTES);
    const EFFECT: Effect = Effect::Read;
}
