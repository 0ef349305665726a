//! Deleting a page or a blog post.

use connector_sdk::serde_json::json;
use connector_sdk::{Action, ActionRoute, Context, Error, ErrorKind, Fields, Json};
use serde::Deserialize;

use crate::connection::is_on_prem;
use crate::data_center;
use crate::form::ON_PREM;
use crate::models::{DeletedContent, DeletedStatus};

/// What Data Center is asked for it.
pub(in crate::actions) const DELETE_ON_PREM: ActionRoute =
    ActionRoute::new(ON_PREM_DELETE, data_center::WRITE).when(ON_PREM);

/// Where Data Center says the state of it.
pub(in crate::actions) const LOOK_ON_PREM: ActionRoute =
    ActionRoute::new(ON_PREM_LOOK, data_center::READ).when(ON_PREM);

const ON_PREM_DELETE: &str = "DELETE /rest/api/content/{id}?status={status}";
const ON_PREM_LOOK: &str = "GET /rest/api/content/{id}?status={status}";

/// Which content to delete, and how far.
#[derive(Deserialize)]
pub(in crate::actions) struct Deletion {
    id: String,
    #[serde(default)]
    purge: Option<bool>,
    #[serde(default)]
    draft: Option<bool>,
}

#[derive(Deserialize)]
struct Current {
    status: String,
}

impl Deletion {
    /// Deletes it; `read` is the route of Cloud that says its state.
    pub(in crate::actions) fn perform<A: Action>(
        fields: Fields,
        context: &Context<'_>,
        read: &str,
    ) -> Result<Json, Error> {
        let this: Self = A::read(fields).and_then(|action| Self::of(context, &action))?;
        let (purge, draft) = (this.purge.unwrap_or(false), this.draft.unwrap_or(false));
        if purge && draft {
            return Err(Error::new(ErrorKind::InvalidInput, "a draft is deleted for good without `purge`")
                .problem("/purge", "cannot stand beside `draft`"));
        }
        let on_prem = is_on_prem(context);
        let trashed = purge && this.is_trashed::<A>(context, if on_prem { ON_PREM_LOOK } else { read })?;
        // Confluence purges only what is in the trash.
        if !trashed {
            this.step::<A>(context, on_prem, false, draft)?;
        }
        if purge {
            this.step::<A>(context, on_prem, true, false).map_err(|error| {
                let hint = "If it is in the trash now, deleting it for good needs the right to administer the space";
                if error.kind == ErrorKind::Forbidden { error.hint(hint) } else { error }
            })?;
        }
        let status = if purge || draft { DeletedStatus::Purged } else { DeletedStatus::Trashed };
        Json::of(&DeletedContent { id: this.id, status })
    }

    fn of<A: Action>(context: &Context<'_>, action: &A) -> Result<Self, Error> {
        connector_sdk::serde_json::from_value(context.fields(action)?.into())
            .map_err(|error| Error::new(ErrorKind::Internal, format!("the input of `{}`: {error}", A::NAME)))
    }

    fn is_trashed<A: Action>(&self, context: &Context<'_>, read: &str) -> Result<bool, Error> {
        let fields = Fields::from_iter([("id".to_owned(), json!(self.id)), ("status".to_owned(), json!("any"))]);
        let current: Current = context.send(&context.request_by::<A>(read, &fields)?)?.json()?;
        Ok(current.status == "trashed")
    }

    fn step<A: Action>(&self, context: &Context<'_>, on_prem: bool, purge: bool, draft: bool) -> Result<(), Error> {
        let mut fields = Fields::from_iter([("id".to_owned(), json!(self.id))]);
        for (name, status, set) in [("purge", "trashed", purge), ("draft", "draft", draft)] {
            match (on_prem, set) {
                (true, true) => fields.insert("status".to_owned(), json!(status)),
                (false, true) => fields.insert(name.to_owned(), json!(true)),
                (_, false) => None,
            };
        }
        let route = if on_prem { ON_PREM_DELETE } else { A::ROUTE };
        context.send(&context.request_by::<A>(route, &fields)?).map(|_| ())
    }
}
