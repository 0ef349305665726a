use connector_sdk::serde_json::Value;
use connector_sdk::{Error, Fields};

use super::concerns_all;
use crate::actions::content::{Requests, Wanted, settle};

/// Finds each space once and not for each of what goes there. A space that is not found is for what goes there to say.
pub(super) fn locate(requests: Requests<'_>, items: &mut [Value]) -> Result<(), Error> {
    let name = if requests.on_prem() { "spaceId" } else { "spaceKey" };
    let mut found: Vec<(String, Option<Fields>)> = Vec::new();
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        let one = ["spaceId", "spaceKey"].iter().filter(|name| item.get(**name).is_some_and(|value| !value.is_null()));
        let Some(space) = item.get(name).and_then(Value::as_str).map(str::to_owned).filter(|_| one.count() == 1) else {
            continue;
        };
        let settled = if let Some((_, settled)) = found.iter().find(|(other, _)| *other == space) {
            settled.clone()
        } else {
            let mut fields = Fields::from_iter([(name.to_owned(), space.as_str().into())]);
            let settled = match settle(requests, &mut fields, Wanted::One) {
                Err(error) if concerns_all(&error) => return Err(error),
                settled => settled.is_ok().then_some(fields),
            };
            found.push((space, settled.clone()));
            settled
        };
        if let Some(fields) = settled {
            item.shift_remove(name);
            item.extend(fields);
        }
    }
    Ok(())
}
