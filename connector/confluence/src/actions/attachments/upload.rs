use connector_sdk::{Action, BlobId, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Part, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actions::NO_CHECK;
use crate::form::CLOUD;
use crate::models::UploadedAttachments;

/// Uploads a file to a page or blog post.
///
/// Where an attachment of this name is there already, the file becomes its next version.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadAttachment {
    /// The id of the page or blog post.
    pub page_id: String,
    /// The file.
    pub file: BlobId,
    /// The name for the file in Confluence, without `/`. By default, its own.
    pub file_name: Option<String>,
    /// The media type, such as `image/png`. By default, its own.
    pub media_type: Option<String>,
    /// A note about this version. By default, none.
    pub comment: Option<String>,
    /// Whether this is a small change that notifies nobody. Default: `false`.
    pub minor_edit: Option<bool>,
}

impl Action for UploadAttachment {
    type Output = UploadedAttachments;
    const NAME: &str = "upload-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = "PUT /wiki/rest/api/content/{pageId}/child/attachment";
    const SCOPES: Scopes =
        &[&["write:confluence-file"], &["read:content-details:confluence", "write:attachment:confluence"]];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let blob = context.blob(&this.file)?;
        let file_name = this.file_name.clone().or(blob.file_name).unwrap_or_default();
        if file_name.is_empty() || file_name.contains('/') {
            return Err(Error::new(ErrorKind::InvalidInput, "the file needs a name without `/`")
                .problem("/fileName", "must not be empty nor contain `/`"));
        }
        let mut parts = vec![
            Part::file("file", &this.file, Some(file_name), this.media_type.clone()),
            Part::text("minorEdit", this.minor_edit.unwrap_or(false).to_string()),
        ];
        if let Some(comment) = &this.comment {
            parts.push(Part::text("comment", comment));
        }
        Json::from_response(context.send(&context.request(&this)?.form(parts))?)
    }
}
