use connector_sdk::{Action, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::download::Download;
use crate::actions::received::download;
use crate::form::CLOUD;

/// Downloads a small picture of an attachment as a file.
///
/// Its media type need not be the one of the attachment.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DownloadAttachmentThumbnail {
    /// The id of the attachment, such as `att3997705`.
    pub id: String,
    /// The number of an earlier version to show. By default, the latest.
    pub version: Option<u32>,
    /// The width in pixels. By default, as Confluence makes it.
    #[schemars(range(min = 1))]
    pub width: Option<u32>,
    /// The height in pixels. By default, as Confluence makes it.
    #[schemars(range(min = 1))]
    pub height: Option<u32>,
}

impl Action for DownloadAttachmentThumbnail {
    type Output = Download;
    const NAME: &str = "download-attachment-thumbnail";
    const GROUP: &str = "attachments";
    const ROUTE: &str =
        "GET /wiki/api/v2/attachments/{id}/thumbnail/download?version={version}&width={width}&height={height}";
    const SCOPES: Scopes = &[&["read:attachment:confluence"]];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        download(context, context.request(&this)?, None, None, &this.id)
    }
}
