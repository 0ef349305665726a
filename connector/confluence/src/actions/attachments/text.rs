use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::Found;
use crate::data_center;
use crate::form::ON_PREM;

const TEXT: &str = "GET /rest/api/content/{pageId}/child/attachment/{id}/extractedtext?limit={length}";

/// Gets the text that Data Center has taken out of an attachment for its search, such as the text of a PDF file.
///
/// The attachment is read first where `pageId` is not given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GetAttachmentText {
    /// The id of the attachment.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub id: String,
    /// The id of the page or other content that it is attached to. By default, the attachment says it.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
    /// How much of the text to get at most. By default, what Confluence gives.
    #[schemars(range(min = 1))]
    pub length: Option<u64>,
}

/// The text of an attachment.
#[derive(Serialize, JsonSchema)]
pub struct AttachmentText {
    /// The id of the attachment.
    pub id: String,
    /// The text; absent where Confluence has taken none out of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Action for GetAttachmentText {
    type Output = AttachmentText;
    const NAME: &str = "get-attachment-text";
    const GROUP: &str = "attachments";
    const ROUTE: &str = "GET /rest/api/content/{id}";
    const SCOPES: Scopes = data_center::READ;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(TEXT, data_center::READ)];
    const EFFECT: Effect = Effect::Read;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let mut fields = context.fields(&this)?;
        if this.page_id.is_none() {
            fields.insert("pageId".to_owned(), Found::read::<Self>(context, &this.id)?.place()?.into());
        }
        let response = context.send(&context.request_by::<Self>(TEXT, &fields)?)?;
        let text = (response.status != 204).then(|| String::from_utf8_lossy(response.bytes()).into_owned());
        Json::of(&AttachmentText { id: this.id, text })
    }
}
