//! `/relation`: users, spaces and content that have to do with each other.

use http::StatusCode;
use serde_json::{Value, json};

use super::listing;
use super::user::person;
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, v1};
use crate::site::Call;
use crate::store::{Entity, Relation, Store};

/// Lists what something is related to.
pub(crate) fn targets(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let source = entity(call, &store, 1, 2)?;
    let kind = kind(call, 3)?;
    let path = format!("/rest/api/relation/{}/from/{}/{}/to/{kind}", call.capture(0), source.kind, source.key);
    rows(call, &store, &path, |known| known.source == source && known.target.kind == kind)
}

/// Lists what is related to something.
pub(crate) fn sources(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let target = entity(call, &store, 1, 2)?;
    let kind = kind(call, 3)?;
    let path = format!("/rest/api/relation/{}/to/{}/{}/from/{kind}", call.capture(0), target.kind, target.key);
    rows(call, &store, &path, |known| known.target == target && known.source.kind == kind)
}

/// Returns a relation.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    if call.capture(0) == "favourite" {
        // Looking for a favourite was seen to be left undone.
        return Err(v1(StatusCode::NOT_IMPLEMENTED, "Favourites cannot be looked up"));
    }
    let store = call.world.store();
    let (source, target) = ends(call, &store)?;
    let name = call.capture(0);
    let found =
        store.relations().iter().find(|known| known.name == name && known.source == source && known.target == target);
    let absent = || v1(StatusCode::NOT_FOUND, "There is no such relation");
    Ok(Answer::json(StatusCode::OK, &row(call, found.ok_or_else(absent)?)))
}

/// Relates two things.
pub(crate) fn put(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let (source, target) = ends(call, &store)?;
    if call.capture(0) == "favourite" && source.kind != "user" {
        return Err(Shape::V1.invalid("Only users have favourites"));
    }
    let relation = store.relate(call.capture(0), source, target);
    Ok(Answer::json(StatusCode::OK, &row(call, &relation)))
}

/// Ends a relation.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let (source, target) = ends(call, &store)?;
    if !store.unrelate(call.capture(0), &source, &target) {
        return Err(v1(StatusCode::NOT_FOUND, "There is no such relation"));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

fn rows(call: &Call<'_>, store: &Store, path: &str, wanted: impl Fn(&Relation) -> bool) -> Reply {
    let name = call.capture(0);
    let found = store.relations().iter().filter(|known| known.name == name && wanted(known));
    listing::answer(call, path, &found.map(|known| row(call, known)).collect::<Vec<_>>(), 25)
}

fn ends(call: &Call<'_>, store: &Store) -> Result<(Entity, Entity), Answer> {
    Ok((entity(call, store, 1, 2)?, entity(call, store, 3, 4)?))
}

fn kind<'a>(call: &'a Call<'_>, place: usize) -> Result<&'a str, Answer> {
    let kind = call.capture(place);
    if ["user", "space", "content"].contains(&kind) {
        return Ok(kind);
    }
    Err(Shape::V1.invalid(&format!("'{kind}' is neither user, space nor content")))
}

/// Finds the thing that two places of the path name; `current` is whoever asks.
fn entity(call: &Call<'_>, store: &Store, kind_at: usize, key_at: usize) -> Result<Entity, Answer> {
    let (kind, key) = (kind(call, kind_at)?, call.capture(key_at));
    let found = match kind {
        "user" if key == "current" => Some(call.account.id().to_owned()),
        "user" => Account::with_id(key).map(|account| account.id().to_owned()),
        "space" => store.space_keyed(key).map(|space| space.key.clone()),
        _ => key.parse().ok().filter(|id| store.kind_of(*id).is_some()).map(|id: u64| id.to_string()),
    };
    let absent = || v1(StatusCode::NOT_FOUND, &format!("There is no {kind} {key}"));
    found.map(|key| Entity { kind: kind.to_owned(), key }).ok_or_else(absent)
}

fn row(call: &Call<'_>, relation: &Relation) -> Value {
    let base = call.base();
    let Relation { name, source, target, created } = relation;
    let path = |entity: &Entity| match entity.kind.as_str() {
        "user" => format!("/rest/api/user?accountId={}", entity.key),
        kind => format!("/rest/api/{kind}/{}", entity.key),
    };
    let own = format!(
        "{base}/rest/api/relation/{name}/from/{}/{}/to/{}/{}",
        source.kind, source.key, target.kind, target.key
    );
    let expand = call.parameters.list("expand").unwrap_or_default();
    let mut row = json!({
        "name": name,
        "_expandable": {"relationData": "", "source": path(source), "target": path(target)},
        "_links": {"self": own, "base": base, "context": "/wiki"},
    });
    if expand.contains(&"relationData") {
        let by = person(&call.world.options, Account::User);
        let date = created.to_string();
        row["relationData"] = json!({"createdBy": by, "createdDate": date, "friendlyCreatedDate": created.friendly(), "unix": created.epoch_milliseconds()});
    }
    for (end, entity) in [("source", source), ("target", target)] {
        if expand.contains(&end) {
            row[end] = json!({"type": entity.kind, "key": entity.key});
        }
    }
    row
}
