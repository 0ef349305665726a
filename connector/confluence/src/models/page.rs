use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Body, Included, Label, Like, Operation, Property};

/// A page.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// The id of the page.
    pub id: String,
    /// The state of the page, such as `current`, `draft`, `archived`, `historical`, `trashed` or `deleted`.
    pub status: Option<String>,
    /// The title, unique among the pages of its space.
    pub title: Option<String>,
    /// The id of the space that holds the page.
    pub space_id: Option<String>,
    /// The id of the parent; null at the top of a space and in the trash.
    pub parent_id: Option<String>,
    /// The kind of the parent: `page`, `folder`, `whiteboard`, `database` or `embed`.
    pub parent_type: Option<String>,
    /// The place among its siblings; smaller comes first.
    pub position: Option<i64>,
    /// The account id (Cloud) or user key (Data Center) of the user who created it.
    pub author_id: Option<String>,
    /// The account id of the user who owns it.
    pub owner_id: Option<String>,
    /// The account id of its previous owner.
    pub last_owner_id: Option<String>,
    /// `live` for a live doc; absent or `page` for a page.
    pub subtype: Option<String>,
    /// When it was created, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
    /// Its version.
    pub version: Option<Version>,
    /// Its body, in the representations that were asked for.
    pub body: Option<Body>,
    /// Its labels, where `includeLabels` asks for them.
    pub labels: Option<Included<Label>>,
    /// Its content properties, where `includeProperties` asks for them.
    pub properties: Option<Included<Property>>,
    /// What the user may do with it, where `includeOperations` asks for it.
    pub operations: Option<Included<Operation>>,
    /// The users who like it, where `includeLikes` asks for them.
    pub likes: Option<Included<Like>>,
    /// Its versions, where `includeVersions` asks for them.
    pub versions: Option<Included<Version>>,
    /// Whether the user starred it, where `includeFavoritedByCurrentUserStatus` asks for it.
    pub is_favorited_by_current_user: Option<bool>,
    /// Where people find it.
    #[serde(rename = "_links")]
    pub links: Option<PageLinks>,
}

/// Addresses of a page for people, relative to `base`.
#[derive(JsonSchema)]
pub struct PageLinks {
    /// Where it is read.
    pub webui: Option<String>,
    /// Where it is edited.
    pub editui: Option<String>,
    /// A short address.
    pub tinyui: Option<String>,
    /// The address of the site, such as `https://acme.atlassian.net/wiki`; in lists it stands beside the results.
    pub base: Option<String>,
}

/// A version of a piece of content.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    /// The number, counted from 1.
    pub number: i64,
    /// What the author noted about the change.
    pub message: Option<String>,
    /// Whether it was a small change that notifies nobody.
    pub minor_edit: Option<bool>,
    /// The account id (Cloud) or user key (Data Center) of its author.
    pub author_id: Option<String>,
    /// When it was made, such as `2026-05-27T07:22:53.016Z`.
    pub created_at: Option<String>,
}

/// A state of a page that can be asked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PageStatus {
    /// Published.
    Current,
    /// Archived.
    Archived,
    /// In the trash.
    Trashed,
    /// Deleted for good.
    Deleted,
    /// A version that was replaced.
    Historical,
    /// Not published yet.
    Draft,
}
