use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Conditions, Context, Effect, Error, ErrorKind, Fields, Json, Scopes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::READ;
use crate::actions::trash::Deletion;
use crate::form::CLOUD;
use crate::models::{DeletedContent, DeletedContentStatus};

const READ_FIRST: &str = "GET /wiki/api/v2/custom-content/{id}";

/// Deletes a piece of custom content.
///
/// Its app has declared whether it goes to the trash or is deleted for good at once. With `purge`, it is read first;
/// unless it is in the trash already, it is moved there and then deleted for good, with a request for each step.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeleteCustomContent {
    /// The id of the custom content.
    pub id: String,
    /// Whether to delete it for good, which needs the right to administer the space. Default: `false`.
    pub purge: Option<bool>,
}

impl Action for DeleteCustomContent {
    type Output = DeletedContent;
    const NAME: &str = "delete-custom-content";
    const GROUP: &str = "custom-content";
    const ROUTE: &str = "DELETE /wiki/api/v2/custom-content/{id}?purge={purge}";
    const SCOPES: Scopes = &[&["delete:custom-content:confluence"]];
    const ALSO: &[ActionRoute] = &[ActionRoute::new(READ_FIRST, READ)];
    const EFFECT: Effect = Effect::Remove;
    const WHEN: Conditions = CLOUD;

    fn perform(context: &Context<'_>, fields: Fields) -> Result<Json, Error> {
        let this = Self::read(fields)?;
        let purge = this.purge.unwrap_or(false);
        let fields = Fields::from_iter([("id".to_owned(), this.id.as_str().into())]);
        let is_trashed = || Ok(status(context, &fields)? == "trashed");
        let deletion = Deletion { id: &this.id, purge, otherwise: DeletedContentStatus::Deleted };
        deletion.perform(&is_trashed, &|purge| {
            let mut fields = fields.clone();
            fields.extend(purge.then(|| ("purge".to_owned(), true.into())));
            match context.send(&context.request_from::<Self>(&fields)?) {
                // What its app keeps out of the trash is gone after the first step.
                Err(error) if purge && error.kind == ErrorKind::NotFound => {
                    let is_gone = status(context, &fields).is_err_and(|error| error.kind == ErrorKind::NotFound);
                    if is_gone { Ok(()) } else { Err(error) }
                }
                done => done.map(|_| ()),
            }
        })
    }
}

fn status(context: &Context<'_>, fields: &Fields) -> Result<Value, Error> {
    let request = context.request_by::<DeleteCustomContent>(READ_FIRST, fields)?;
    let mut current: Value = context.send(&request)?.json()?;
    Ok(current["status"].take())
}
