use schemars::JsonSchema;
use serde::Serialize;

use super::ItemError;

/// What became of one page of a folder.
#[derive(Default, Serialize, JsonSchema)]
pub struct PublishedPage {
    /// The path of its file below the folder, such as `guides/start.md`; of the page of a folder, the path of the folder,
    /// such as `guides/`, and `/` for the folder itself.
    pub path: String,
    /// The id of the page, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The title; absent of a page whose file is not there any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What was done: `created`, `updated`, `unchanged` where nothing was written, `failed`, `uncertain` where it may have
    /// been done in part; or `missing` or `removed` of a page whose file is not there any more.
    pub outcome: String,
    /// What of a page that was there was written: `title`, `parentId`, `body` and `externalKey`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<String>>,
    /// The number of the version that the page has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// The files that the page shows or links to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<PublishedFile>>,
    /// Links and images whose files are not in the folder; they stay as they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<Vec<String>>,
    /// What went wrong, where something did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ItemError>,
}

/// A file that a page shows or links to.
#[derive(Serialize, JsonSchema)]
pub struct PublishedFile {
    /// The path of the file below the folder.
    pub path: String,
    /// The name of the attachment.
    pub name: String,
    /// What was done: `uploaded` or `unchanged`.
    pub outcome: String,
}

/// How many pages came to what.
#[derive(JsonSchema)]
pub struct PublishCounts {
    /// How many were created.
    pub created: u64,
    /// How many were updated.
    pub updated: u64,
    /// How many were as they should be.
    pub unchanged: u64,
    /// How many were refused or failed.
    pub failed: u64,
    /// How many may have been changed in part.
    pub uncertain: u64,
    /// How many pages have no file any more, and stayed.
    pub missing: u64,
    /// How many pages without a file were moved to the trash.
    pub removed: u64,
}
