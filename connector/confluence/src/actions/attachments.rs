//! Files that are attached to pages and other content.

mod download;
mod upload;

use connector_sdk::{Action, Conditions, Effect, Paging, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::download::{Download, DownloadAttachment};
pub use self::upload::UploadAttachment;
use super::LISTING;
use crate::form::CLOUD;
use crate::models::{Attachment, Listing};

/// Lists the attachments of a page.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListAttachments {
    /// The id of the page.
    pub id: String,
    /// The states of the attachments to list. By default, `current` and `archived`.
    pub status: Option<Vec<AttachmentStatus>>,
    /// The media type of the attachments to list, such as `image/png`. By default, any.
    pub media_type: Option<String>,
    /// The name of the file to list. By default, any.
    pub filename: Option<String>,
    /// The order. By default, as Confluence has them.
    pub sort: Option<AttachmentSort>,
}

/// A state of an attachment.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttachmentStatus {
    /// In use.
    Current,
    /// Archived with its page.
    Archived,
    /// In the trash.
    Trashed,
}

/// An order of attachments.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub enum AttachmentSort {
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
}

impl Action for ListAttachments {
    type Output = Listing<Attachment>;
    const NAME: &str = "list-attachments";
    const GROUP: &str = "attachments";
    const ROUTE: &str = "GET /wiki/api/v2/pages/{id}/attachments\
        ?status={status}\
        &mediaType={mediaType}\
        &filename={filename}\
        &sort={sort}\
        &limit={limit}\
        &cursor={cursor}";
    const SCOPES: Scopes = &[&["read:attachment:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const PAGING: Option<Paging> = LISTING;
    const WHEN: Conditions = CLOUD;
}
