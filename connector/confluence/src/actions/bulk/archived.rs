use connector_sdk::serde_json::Value;
use connector_sdk::{Action, ActionRoute, Context, Error, ErrorKind, Fields};

use super::{result, written};
use crate::actions::pages::{ArchivePages, ListPages};
use crate::form::CLOUD;
use crate::models::{ItemError, ItemResult, ItemStatus};

/// The most pages that one request reads.
const AT_ONCE: usize = 250;

/// The request that reads pages, for [`Action::ALSO`] of an action that calls [`tell`].
pub(in crate::actions) const READ: ActionRoute =
    ActionRoute::new("GET /wiki/api/v2/pages?id={id}&limit=250", ListPages::SCOPES).when(CLOUD);

/// Hands over whether each of these pages is archived, which the long task that archives them does not say.
pub(in crate::actions) fn tell(context: &Context<'_>, ids: &[Value]) -> Result<(), Error> {
    let mut index = 0;
    for ids in ids.chunks(AT_ONCE) {
        let fields = Fields::from_iter([("id".to_owned(), ids.into())]);
        let read = context.perform_among::<ArchivePages>(&[READ], fields).and_then(|page| page.read::<Value>());
        let results: Vec<String> =
            ids.iter().zip(index..).map(|(id, index)| written(&became(id, index, &read))).collect::<Result<_, _>>()?;
        index += ids.len();
        if !context.emit(&results) {
            break;
        }
    }
    Ok(())
}

fn became(id: &Value, index: usize, read: &Result<Value, Error>) -> ItemResult<Value> {
    let (status, error) = match read {
        Ok(found) => match found["results"].as_array().into_iter().flatten().find(|page| page["id"] == *id) {
            Some(page) if page["status"] == "archived" => {
                return ItemResult { output: Some(page.clone()), ..result(index, ItemStatus::Done) };
            }
            Some(_) => (ItemStatus::Failed, Error::new(ErrorKind::Service, "Confluence did not archive the page")),
            None => {
                let error = Error::new(ErrorKind::NotFound, "there is no such page")
                    .hint("Check the id, and whether the account of the connection may see it");
                (ItemStatus::Failed, error)
            }
        },
        Err(error) => (ItemStatus::Uncertain, error.clone()),
    };
    ItemResult { error: Some(ItemError::of(error, "")), ..result(index, status) }
}
