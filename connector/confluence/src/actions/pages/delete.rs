use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::form::CLOUD;

const READ: &str = "GET /wiki/api/v2/pages/{id}";

/// Deletes a page: moves it to the trash, or deletes it for good.
///
/// With `purge`, the page is read first; unless it is in the trash already, it is moved there and then deleted for good,
/// with a request for each step. Comments on a page are deleted with it.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletePage {
    /// The id of the page.
    pub id: String,
    /// Whether to delete it for good, which needs the right to administer the space. Default: `false`.
    pub purge: Option<bool>,
    /// Whether it is a draft; a draft is deleted for good at once. Default: `false`.
    pub draft: Option<bool>,
}

/// A page that was deleted.
#[derive(Serialize, JsonSchema)]
pub struct DeletedPage {
    /// The id of the page.
    pub id: String,
    /// What became of it.
    pub status: DeletedPageStatus,
}

/// What became of a page that was deleted.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DeletedPageStatus {
    /// It is in the trash, from where it can be restored.
    Trashed,
    /// It is deleted for good.
    Purged,
}

#[derive(Deserialize)]
struct Current {
    status: String,
}

impl Action for DeletePage {
    type Output = DeletedPage;
    const NAME: &str = "delete-page";
    const GROUP: &str = "pages";
    const ROUTE: &str = "DELETE /wiki/api/v2/pages/{id}?purge={purge}&draft={draft}";
    const SCOPES: Scopes = &[&["delete:page:confluence"]];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ, &[&["read:page:confluence"]])];
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let purge = this.purge.unwrap_or(false);
        let draft = this.draft.unwrap_or(false);
        if purge && draft {
            return Err(Error::new(ErrorKind::InvalidInput, "a draft is deleted for good without `purge`")
                .problem("/purge", "cannot stand beside `draft`"));
        }
        let mut fields = context.fields(&this)?;
        // Confluence purges only what is in the trash.
        fields.remove("purge");
        if !purge || !this.is_trashed(context)? {
            context.send(&context.request_from::<Self>(&fields)?)?;
        }
        if purge {
            fields.insert("purge".to_owned(), true.into());
            context.send(&context.request_from::<Self>(&fields)?).map_err(|error| {
                let hint =
                    "If the page is in the trash now, deleting it for good needs the right to administer the space";
                if error.kind == ErrorKind::Forbidden { error.hint(hint) } else { error }
            })?;
        }
        let status = if purge || draft { DeletedPageStatus::Purged } else { DeletedPageStatus::Trashed };
        Json::of(&DeletedPage { id: this.id.clone(), status })
    }
}

impl DeletePage {
    fn is_trashed(&self, context: &Context<'_>) -> Result<bool, Error> {
        let request = context.request_by::<Self>(READ, &context.fields(self)?)?;
        Ok(context.send(&request)?.json::<Current>()?.status == "trashed")
    }
}
