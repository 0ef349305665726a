//! Watches: `/user/watch/…`, `/content/{id}/notification/…`, `/space/{key}/watch`.

use http::StatusCode;
use serde_json::{Value, json};

use super::user::{chosen, person};
use super::{listing, spaces};
use crate::accounts::Account;
use crate::answer::{Answer, Reply};
use crate::options::Options;
use crate::refusal::{Shape, no_content};
use crate::site::Call;
use crate::store::{Store, Watched};

/// Tells whether somebody watches some content.
pub(crate) fn get_content(call: &Call<'_>) -> Reply {
    get(call, content)
}

/// Lets somebody watch some content.
pub(crate) fn add_content(call: &Call<'_>) -> Reply {
    set(call, content, true)
}

/// Lets somebody no longer watch some content.
pub(crate) fn remove_content(call: &Call<'_>) -> Reply {
    set(call, content, false)
}

/// Tells whether somebody watches a label.
pub(crate) fn get_label(call: &Call<'_>) -> Reply {
    get(call, label)
}

/// Lets somebody watch a label.
pub(crate) fn add_label(call: &Call<'_>) -> Reply {
    set(call, label, true)
}

/// Lets somebody no longer watch a label.
pub(crate) fn remove_label(call: &Call<'_>) -> Reply {
    set(call, label, false)
}

/// Tells whether somebody watches a space.
pub(crate) fn get_space(call: &Call<'_>) -> Reply {
    get(call, space)
}

/// Lets somebody watch a space.
pub(crate) fn add_space(call: &Call<'_>) -> Reply {
    set(call, space, true)
}

/// Lets somebody no longer watch a space.
pub(crate) fn remove_space(call: &Call<'_>) -> Reply {
    set(call, space, false)
}

/// Lists who watches some content.
pub(crate) fn list_content(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let watched = content(call, &store)?;
    let path = format!("/rest/api/content/{}/notification/child-created", call.capture(0));
    listing::answer(call, &path, &rows(call, &store, &watched), 200)
}

/// Lists who watches the space of some content.
pub(crate) fn list_space_of_content(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.id()?;
    let page = store.content(id).ok_or_else(|| no_content(id))?;
    let path = format!("/rest/api/content/{id}/notification/created");
    listing::answer(call, &path, &rows(call, &store, &Watched::Space(page.space)), 200)
}

/// Lists who watches a space.
pub(crate) fn list_space(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let watched = space(call, &store)?;
    let path = format!("/rest/api/space/{}/watch", call.capture(0));
    listing::answer(call, &path, &rows(call, &store, &watched), 200)
}

type Finder = fn(&Call<'_>, &Store) -> Result<Watched, Answer>;

fn content(call: &Call<'_>, store: &Store) -> Result<Watched, Answer> {
    let id = call.id()?;
    store.content(id).map(|page| Watched::Content(page.id)).ok_or_else(|| no_content(id))
}

/// A label can be watched before anything carries it: a guess.
fn label(call: &Call<'_>, _: &Store) -> Result<Watched, Answer> {
    let name = call.capture(0).to_lowercase();
    if name.is_empty() { Err(Shape::V1.invalid("A label is required")) } else { Ok(Watched::Label(name)) }
}

fn space(call: &Call<'_>, store: &Store) -> Result<Watched, Answer> {
    spaces::space(call, store).map(|space| Watched::Space(space.id))
}

fn get(call: &Call<'_>, find: Finder) -> Reply {
    let account = chosen(call)?;
    let store = call.world.store();
    let watching = store.watchers(&find(call, &store)?).contains(&account.id());
    Ok(Answer::json(StatusCode::OK, &json!({"watching": watching})))
}

fn set(call: &Call<'_>, find: Finder, watching: bool) -> Reply {
    call.check_token()?;
    let account = chosen(call)?;
    let mut store = call.world.store();
    let watched = find(call, &store)?;
    store.watch(watched, account.id(), watching);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Writes a watcher, who has all that a user has, expanded or not.
fn watcher(options: &Options, account: Account) -> Value {
    let mut watcher = person(options, account);
    watcher["operations"] = Value::Null;
    watcher["externalCollaborator"] = json!(false);
    watcher["personalSpace"] = Value::Null;
    watcher
}

fn rows(call: &Call<'_>, store: &Store, watched: &Watched) -> Vec<Value> {
    let accounts = store.watchers(watched).into_iter().filter_map(Account::with_id);
    let mut row = match watched {
        Watched::Content(id) => json!({"contentId": id}),
        Watched::Space(id) => json!({"spaceKey": store.space(*id).map(|space| space.key.as_str())}),
        Watched::Label(name) => json!({"labelName": name}),
    };
    let rows = accounts.map(|account| {
        row["type"] = json!("watch");
        row["watcher"] = watcher(&call.world.options, account);
        row.clone()
    });
    rows.collect()
}
