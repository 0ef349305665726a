//! The content tree of a space: what stands above and below pages, folders, whiteboards, databases and smart links.

mod ancestors;
mod by_kind;
mod routes;
mod tree;

use connector_sdk::{Action, Effect, Paging};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::ancestors::GetAncestors;
pub use self::by_kind::{GetChildrenByKind, GetDescendantsByKind};
pub use self::tree::GetTree;
use super::LISTING;
use super::by_type::routes_of;
use crate::models::{Listing, TreeNode};

/// What stands in the content tree of a space.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TreeType {
    /// A page.
    Page,
    /// A folder.
    Folder,
    /// A whiteboard.
    Whiteboard,
    /// A database.
    Database,
    /// A smart link.
    Embed,
}

/// Lists what stands right below a page, folder, whiteboard, database or smart link.
///
/// On Data Center and Server, that is the pages below a page.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListChildren {
    /// What has the children. Default: `page`.
    pub r#type: Option<TreeType>,
    /// The id of what has the children.
    pub id: String,
    /// The order, on Cloud alone. By default, as people see them.
    pub sort: Option<ChildSort>,
}

/// An order of children.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum ChildSort {
    /// As people see them.
    #[serde(rename = "child-position")]
    ChildPosition,
    /// The other way round than people see them.
    #[serde(rename = "-child-position")]
    ChildPositionDescending,
    /// Oldest first.
    #[serde(rename = "created-date")]
    CreatedDate,
    /// Newest first.
    #[serde(rename = "-created-date")]
    CreatedDateDescending,
    /// Longest unchanged first.
    #[serde(rename = "modified-date")]
    ModifiedDate,
    /// Last changed first.
    #[serde(rename = "-modified-date")]
    ModifiedDateDescending,
    /// Smallest id first.
    #[serde(rename = "id")]
    Id,
    /// Largest id first.
    #[serde(rename = "-id")]
    IdDescending,
    /// By title, A first.
    #[serde(rename = "title")]
    Title,
    /// By title, Z first.
    #[serde(rename = "-title")]
    TitleDescending,
}

impl Action for ListChildren {
    type Output = Listing<TreeNode>;
    const NAME: &str = "list-children";
    const GROUP: &str = "content-tree";
    routes_of!(routes::CHILDREN);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}

/// Lists what stands below a page, folder, whiteboard, database or smart link, down to ten levels.
///
/// `get-tree` goes deeper. On Data Center and Server, the pages below a page are found by a search, which finds a change
/// only seconds later and says nothing of levels.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListDescendants {
    /// What has the descendants. Default: `page`.
    pub r#type: Option<TreeType>,
    /// The id of what has the descendants.
    pub id: String,
    /// How many levels to go down, on Cloud alone. Default: 2.
    #[schemars(range(min = 1, max = 10))]
    pub depth: Option<u32>,
}

impl Action for ListDescendants {
    type Output = Listing<TreeNode>;
    const NAME: &str = "list-descendants";
    const GROUP: &str = "content-tree";
    routes_of!(routes::DESCENDANTS);
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<&Paging> = LISTING;
}
