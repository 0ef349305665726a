//! Content states: `/content/{id}/state`, `/content-states`, `/space/{key}/state`.

use http::StatusCode;
use serde_json::{Value, json};

use super::{content, listing, spaces};
use crate::answer::{Answer, Reply};
use crate::refusal::{Shape, no_content};
use crate::site::Call;
use crate::store::{ContentState, Kind, Status, Store};

/// How many characters the name of a state has at most.
const LONGEST: usize = 20;

/// Returns the state of some content; content without one has an empty body.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = stateful(call, &store)?;
    Ok(current(&store, id))
}

/// Sets the state of some content, by id or by name and colour.
pub(crate) fn put(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = stateful(call, &store)?;
    let state = if let Some(wanted) = call.value["id"].as_u64() {
        let mut known = ContentState::suggested().into_iter().chain(store.custom_states().iter().cloned());
        let absent = || Shape::V1.invalid(&format!("There is no content state with id {wanted}"));
        known.find(|state| state.id == wanted).ok_or_else(absent)?
    } else {
        let (name, color) = (call.value["name"].as_str(), call.value["color"].as_str());
        let (Some(name), Some(color)) = (name, color) else {
            return Err(Shape::V1.invalid("Either an id is required, or a name and a color"));
        };
        check(name, color)?;
        store.custom_state(name, color)
    };
    store.set_state(id, Some(state));
    Ok(current(&store, id))
}

/// Takes the state of some content away.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = stateful(call, &store)?;
    store.set_state(id, None);
    Ok(current(&store, id))
}

/// Lists the states that some content may have.
pub(crate) fn available(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    stateful(call, &store)?;
    let suggested: Vec<Value> = ContentState::suggested().iter().map(row).collect();
    let custom: Vec<Value> = store.custom_states().iter().map(row).collect();
    let body = json!({"spaceContentStates": suggested, "customContentStates": custom});
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Lists the states that the caller made up.
pub(crate) fn custom(call: &Call<'_>) -> Answer {
    let rows: Vec<Value> = call.world.store().custom_states().iter().map(row).collect();
    Answer::json(StatusCode::OK, &json!(rows))
}

/// Lists the states that a space suggests.
pub(crate) fn suggested(call: &Call<'_>) -> Reply {
    spaces::space(call, &call.world.store())?;
    let rows: Vec<Value> = ContentState::suggested().iter().map(row).collect();
    Ok(Answer::json(StatusCode::OK, &json!(rows)))
}

/// Tells which states a space allows.
pub(crate) fn settings(call: &Call<'_>) -> Reply {
    spaces::space(call, &call.world.store())?;
    let rows: Vec<Value> = ContentState::suggested().iter().map(row).collect();
    let body = json!({
        "contentStatesAllowed": true,
        "customContentStatesAllowed": true,
        "spaceContentStatesAllowed": true,
        "spaceContentStates": rows,
    });
    Ok(Answer::json(StatusCode::OK, &body))
}

/// Lists the content of a space that has a state; a state that is not there has none.
pub(crate) fn list_content(call: &Call<'_>) -> Reply {
    let state = call.parameters.number("state-id", "Integer")?.unwrap_or_default();
    let store = call.world.store();
    let space = spaces::space(call, &store)?;
    let rows: Vec<Value> = store
        .contents()
        .filter(|page| page.space == space.id && page.status.is_listed())
        .filter(|page| store.state(page.id).is_some_and(|(known, _)| known.id == state))
        .map(|page| content::page(call, &store, page, &[]))
        .collect();
    listing::answer(call, &format!("/rest/api/space/{}/state/content", space.key), &rows, 25)
}

fn stateful(call: &Call<'_>, store: &Store) -> Result<u64, Answer> {
    let id = call.id()?;
    call.check_access(store, id, if call.writes { "update" } else { "read" })?;
    let page = store.content(id).filter(|page| matches!(page.kind, Kind::Page | Kind::Blogpost));
    page.filter(|page| page.status != Status::Trashed).map(|page| page.id).ok_or_else(|| no_content(id))
}

fn current(store: &Store, id: u64) -> Answer {
    match store.state(id) {
        Some((state, at)) => {
            Answer::json(StatusCode::OK, &json!({"contentState": row(state), "lastUpdated": at.to_string()}))
        }
        None => Answer::empty(StatusCode::OK),
    }
}

fn check(name: &str, color: &str) -> Result<(), Answer> {
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Shape::V1.invalid(&format!("The name of a state has 1 to {LONGEST} characters")));
    }
    let digits = color.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.chars().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(Shape::V1.invalid(&format!("'{color}' is no color in hexadecimal digits")));
    }
    Ok(())
}

fn row(state: &ContentState) -> Value {
    json!({"id": state.id, "name": state.name, "color": state.color})
}
