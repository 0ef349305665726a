use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes, refuse_fields};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::{Found, READ, READ_SCOPES, ROUTE_ON_PREM};
use super::update::{Change, PUT, PUT_SCOPES};
use crate::actions::NO_CHECK;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::UploadedAttachment;

const MOVE_ON_PREM: &str =
    "POST /rest/api/content/{pageId}/child/attachment/{id}/move?newContentId={containerId}&newName={title}";
const MOVED_ON_PREM: &str = "GET /rest/api/content/{id}?expand={expand}";

/// Moves an attachment to another page or blog post.
///
/// On Cloud the attachment is read first, unless `pageId`, `title` and `version` are all given; on Data Center it is read
/// afterwards, and before that where `pageId` is not given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MoveAttachment {
    /// The id of the attachment, such as `att3997705`.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub id: String,
    /// The id of the page or other content that it is attached to. By default, the attachment says it.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
    /// The id of the page or blog post to move it to.
    pub container_id: String,
    /// What to move it to; Data Center finds out by itself. Default: `page`.
    pub container_type: Option<AttachmentPlace>,
    /// The new name of the file, without `/`. By default, it stays.
    pub title: Option<String>,
    /// The number of the version that this move is based on, as it was read; only on Cloud. If the attachment has changed
    /// since, the move is refused. By default, the version that it has now.
    pub version: Option<u32>,
}

/// What an attachment can be moved to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AttachmentPlace {
    /// A page.
    #[default]
    Page,
    /// A blog post.
    Blogpost,
}

impl Action for MoveAttachment {
    type Output = UploadedAttachment;
    const NAME: &str = "move-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = READ;
    const SCOPES: Scopes = READ_SCOPES;
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ActionRoute::new(PUT, PUT_SCOPES).when(CLOUD),
        ROUTE_ON_PREM,
        ActionRoute::new(MOVE_ON_PREM, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Write;
    const HEADERS: &[(&str, &str)] = NO_CHECK;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        if is_on_prem(context) {
            refuse_fields(&fields, &|name| name == "version")?;
        }
        let this = Self::read(fields)?;
        if is_on_prem(context) {
            return this.move_on_prem(context);
        }
        let container = json!({"id": this.container_id, "type": this.container_type.unwrap_or_default()});
        let change = Change {
            id: &this.id,
            page_id: this.page_id.clone(),
            title: this.title.clone(),
            version: this.version,
            minor_edit: false,
        };
        change.send::<Self>(context, PUT, Some(("container", container)))
    }
}

impl MoveAttachment {
    /// There it is an operation of its own, which answers nothing.
    fn move_on_prem(&self, context: &Context<'_>) -> Result<Json, Error> {
        let place = self.page_id.clone().map_or_else(|| Found::read::<Self>(context, &self.id)?.place(), Ok)?;
        let mut fields = Fields::from_iter([
            ("id".to_owned(), self.id.as_str().into()),
            ("pageId".to_owned(), place.into()),
            ("containerId".to_owned(), self.container_id.as_str().into()),
        ]);
        if let Some(title) = &self.title {
            fields.insert("title".to_owned(), title.as_str().into());
        }
        context.send(&context.request_by::<Self>(MOVE_ON_PREM, &fields)?)?;
        fields.insert("expand".to_owned(), data_center::ATTACHMENT.into());
        let mut moved: Value = context.send(&context.request_by::<Self>(MOVED_ON_PREM, &fields)?)?.json()?;
        data_center::attachment(&fields, &mut moved);
        Json::of(&moved)
    }
}
