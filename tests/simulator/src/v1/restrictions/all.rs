//! All restrictions of some content at once.

use super::{OPERATIONS, orders, restrictable, row};
use crate::answer::Reply;
use crate::site::Call;
use crate::store::Store;
use crate::v1::listing;
use serde_json::{Value, json};

/// Lists the restrictions.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = restrictable(call, &store)?;
    rows(call, &store, id)
}

/// Adds restrictions to those that are there.
pub(crate) fn add(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = restrictable(call, &store)?;
    for restriction in orders::read(&call.value, &store)? {
        store.restrict(id, restriction);
    }
    rows(call, &store, id)
}

/// Puts restrictions in the place of those that are there.
pub(crate) fn replace(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = restrictable(call, &store)?;
    let orders = orders::read(&call.value, &store)?;
    store.unrestrict(id, |_| true);
    for restriction in orders {
        store.restrict(id, restriction);
    }
    rows(call, &store, id)
}

/// Removes all restrictions.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = restrictable(call, &store)?;
    store.unrestrict(id, |_| true);
    rows(call, &store, id)
}

fn rows(call: &Call<'_>, store: &Store, id: u64) -> Reply {
    let all: Vec<Value> = OPERATIONS.iter().map(|operation| row(call, store, id, operation)).collect();
    let path = format!("/rest/api/content/{id}/restriction");
    let mut body = listing::part(call, &path, &all, 100)?;
    // Changes when the restrictions do; how real sites make it is not known.
    let hash: Vec<String> = store.restrictions(id).iter().map(|restriction| format!("{restriction:?}")).collect();
    body["restrictionsHash"] = json!(orders::hash(&hash.join("\n")));
    Ok(crate::answer::Answer::json(http::StatusCode::OK, &body))
}
