use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::{Found, ROUTE, ROUTE_ON_PREM};
use crate::actions::trash::Deletion;
use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::{CLOUD, ON_PREM};
use crate::models::{DeletedContent, DeletedContentStatus};

const DELETE: &str = "DELETE /wiki/api/v2/attachments/{id}?purge={purge}";
const TRASH_ON_PREM: &str = "DELETE /rest/api/content/{pageId}/child/attachment/{id}";
const PURGE_ON_PREM: &str = "DELETE /rest/api/content/{id}?status={status}";

/// Deletes an attachment, with all its versions: moves it to the trash, or deletes it for good.
///
/// With `purge`, the attachment is read first; unless it is in the trash already, it is moved there and then deleted for
/// good, with a request for each step. On Data Center it is also read where `pageId` is not given.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteAttachment {
    /// The id of the attachment, such as `att3997705`.
    #[schemars(extend("x-options" = {"list": "page-attachments", "depends": ["pageId"]}))]
    pub id: String,
    /// Whether to delete it for good, which needs the right to administer the space. Default: `false`.
    pub purge: Option<bool>,
    /// The id of the page or other content that it is attached to, which only Data Center needs. By default, the
    /// attachment is read first to find it.
    #[schemars(extend("x-options" = {"list": "pages"}))]
    pub page_id: Option<String>,
}

impl Action for DeleteAttachment {
    type Output = DeletedContent;
    const NAME: &str = "delete-attachment";
    const GROUP: &str = "attachments";
    const ROUTE: &str = DELETE;
    const SCOPES: Scopes = &[&["delete:attachment:confluence"]];
    const ROUTE_WHEN: Conditions = CLOUD;
    const ALSO: &[ActionRoute] = &[
        ROUTE,
        ROUTE_ON_PREM,
        ActionRoute::new(TRASH_ON_PREM, data_center::WRITE).when(ON_PREM),
        ActionRoute::new(PURGE_ON_PREM, data_center::WRITE).when(ON_PREM),
    ];
    const EFFECT: Effect = Effect::Remove;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let purge = this.purge.unwrap_or(false);
        let on_prem = is_on_prem(context);
        let read = purge || (on_prem && this.page_id.is_none());
        let found = if read { Some(Found::read::<Self>(context, &this.id)?) } else { None };
        // Cloud's document has the bare number here, and only here.
        let id = if on_prem { this.id.as_str() } else { this.id.trim_start_matches("att") };
        let step = |purge: bool| {
            let mut fields = Fields::from_iter([("id".to_owned(), id.into())]);
            if purge {
                fields.extend([("purge".to_owned(), true.into()), ("status".to_owned(), "trashed".into())]);
            } else if on_prem {
                let said = || found.as_ref().map(Found::place).transpose();
                let place = this.page_id.clone().map_or_else(said, |place| Ok(Some(place)))?;
                fields.insert("pageId".to_owned(), place.into());
            }
            let route = match (on_prem, purge) {
                (false, _) => DELETE,
                (true, false) => TRASH_ON_PREM,
                (true, true) => PURGE_ON_PREM,
            };
            context.send(&context.request_by::<Self>(route, &fields)?).map(|_| ())
        };
        let is_trashed = found.as_ref().is_some_and(|found| found.status.as_deref() == Some("trashed"));
        Deletion { id: &this.id, purge, otherwise: DeletedContentStatus::Trashed }.perform(&|| Ok(is_trashed), &step)
    }
}
