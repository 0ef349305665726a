use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::Found;
use crate::data_center;
use crate::form::ON_PREM;

const DELETE: &str = "DELETE /rest/api/content/{pageId}/child/attachment/{id}/version/{version}";

/// Deletes one version of an attachment of Data Center for good.
///
/// The attachment is read first where `pageId` is not given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAttachmentVersion {
    /// The id of the attachment.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub id: String,
    /// The number of the version to delete.
    #[schemars(range(min = 1))]
    pub version: u32,
    /// The id of the page or other content that it is attached to. By default, the attachment says it.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
}

/// A version of an attachment that was deleted.
#[derive(Serialize, JsonSchema)]
pub struct DeletedAttachmentVersion {
    /// The id of the attachment.
    pub id: String,
    /// The number of the version that is gone.
    pub version: u32,
}

impl Action for DeleteAttachmentVersion {
    type Output = DeletedAttachmentVersion;
    const NAME: &str = "delete-attachment-version";
    const GROUP: &str = "attachments";
    const ROUTE: &str = "GET /rest/api/content/{id}";
    const SCOPES: Scopes = data_center::READ;
    const ALSO: &[ActionRoute] = &[ActionRoute::new(DELETE, data_center::WRITE)];
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = ON_PREM;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let mut fields = context.fields(&this)?;
        if this.page_id.is_none() {
            fields.insert("pageId".to_owned(), Found::read::<Self>(context, &this.id)?.place()?.into());
        }
        context.send(&context.request_by::<Self>(DELETE, &fields)?)?;
        Json::of(&DeletedAttachmentVersion { id: this.id, version: this.version })
    }
}
