use connector_sdk::{Action, ActionRoute, BlobId, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;

const CONTENT: &str = "GET /wiki/rest/api/content/{pageId}/child/attachment/{id}/download?version={version}";

/// Downloads an attachment as a file.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DownloadAttachment {
    /// The id of the attachment, such as `att3997705`.
    pub id: String,
    /// The id of the page or other content that it is attached to. By default, the attachment is read first to find it.
    pub page_id: Option<String>,
    /// The number of an earlier version to download. By default, the latest.
    pub version: Option<u32>,
}

/// A file that was downloaded.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Download {
    /// The file.
    pub file: BlobId,
    /// The name of the file.
    pub file_name: String,
    /// The media type, such as `image/png`.
    pub media_type: Option<String>,
    /// The size in bytes.
    pub size: u64,
}

/// What of an attachment a download may need.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Found {
    title: Option<String>,
    media_type: Option<String>,
    page_id: Option<String>,
    blog_post_id: Option<String>,
    custom_content_id: Option<String>,
}

impl Action for DownloadAttachment {
    type Output = Download;
    const NAME: &str = "download-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = "GET /wiki/api/v2/attachments/{id}?version={version}";
    const SCOPES: Scopes = &[&["read:attachment:confluence"]];
    const ALSO: &[ActionRoute] =
        &[ActionRoute::new(CONTENT, &[&["readonly:content.attachment:confluence"], &["read:attachment:confluence"]])];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let mut fields = context.fields(&this)?;
        let mut found = Found::default();
        if this.page_id.is_none() {
            found = context.send(&context.request(&this)?)?.json()?;
            let place = found.page_id.take().or(found.blog_post_id.take()).or(found.custom_content_id.take());
            let place = place.ok_or_else(|| {
                Error::new(ErrorKind::NotFound, "Confluence does not say what the attachment is attached to")
                    .hint("Give `pageId`")
            })?;
            fields.insert("pageId".to_owned(), place.into());
        }
        let response = context.send(&context.request_by::<Self>(CONTENT, &fields)?.into_blob())?;
        let file = response.blob().ok_or_else(|| {
            Error::from_response(ErrorKind::Internal, "the response did not go into a blob", &response)
        })?;
        let blob = context.blob(&file)?;
        let media_type = || response.header("content-type").map(str::to_owned);
        Json::of(&Download {
            file_name: found.title.or(response.file_name()).or(blob.file_name).unwrap_or_else(|| this.id.clone()),
            media_type: found.media_type.or_else(media_type).or(blob.media_type),
            size: blob.size,
            file,
        })
    }
}
