use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::{Found, ROUTE, ROUTE_ON_PREM};
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
        let is_trashed = found.as_ref().is_some_and(|found| found.status.as_deref() == Some("trashed"));
        let mut fields = Fields::new();
        // Cloud's document has the bare number here, and only here.
        let id = if on_prem { this.id.as_str() } else { this.id.trim_start_matches("att") };
        fields.insert("id".to_owned(), id.into());
        if !is_trashed {
            if on_prem {
                let place = match (&this.page_id, &found) {
                    (Some(place), _) => place.clone(),
                    (None, Some(found)) => found.place()?,
                    (None, None) => return Err(Error::new(ErrorKind::Internal, "the attachment was not read")),
                };
                fields.insert("pageId".to_owned(), place.into());
            }
            let route = if on_prem { TRASH_ON_PREM } else { DELETE };
            context.send(&context.request_by::<Self>(route, &fields)?)?;
        }
        if purge {
            fields.insert("purge".to_owned(), true.into());
            fields.insert("status".to_owned(), "trashed".into());
            let route = if on_prem { PURGE_ON_PREM } else { DELETE };
            context.send(&context.request_by::<Self>(route, &fields)?).map_err(|error| {
                let hint = "If the attachment is in the trash now, deleting it for good needs the right to administer \
                            the space";
                if error.kind == ErrorKind::Forbidden { error.hint(hint) } else { error }
            })?;
        }
        let status = if purge { DeletedContentStatus::Purged } else { DeletedContentStatus::Trashed };
        Json::of(&DeletedContent { id: this.id, status })
    }
}
