//! `…/{id}/classification-level` and `/spaces/{id}/classification-level/default`.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;
use crate::v2::fields::invalid;

/// The levels of the organization: id, name, colour. Nobody can change them through the API.
const LEVELS: [(&str, &str, &str); 3] = [
    ("00000000-0000-4000-8000-0000000c1a01", "Public", "GREEN"),
    ("00000000-0000-4000-8000-0000000c1a02", "Internal", "BLUE"),
    ("00000000-0000-4000-8000-0000000c1a03", "Confidential", "RED"),
];

/// Returns the level of content, or that of its space.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    let space = store.content(id).and_then(|page| store.level(page.space));
    found(store.level(id).or(space))
}

/// Returns the level that a space gives to its content.
pub(crate) fn get_default(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let id = call.owner(&store)?;
    found(store.level(id))
}

/// Sets the level.
pub(crate) fn put(call: &Call<'_>) -> Reply {
    let level = call.value["id"].as_str().unwrap_or_default();
    if row(level).is_none() {
        return Err(invalid(&format!("There is no classification level with id {level}")));
    }
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    store.classify(id, Some(level));
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Takes the level away, so that content has that of its space again.
pub(crate) fn reset(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let id = call.owner(&store)?;
    store.classify(id, None);
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Lists all levels.
pub(in crate::v2) fn levels(_: &Call<'_>) -> Answer {
    let rows: Vec<Value> = LEVELS.iter().filter_map(|(id, ..)| row(id)).collect();
    Answer::json(StatusCode::OK, &json!(rows))
}

fn found(level: Option<&str>) -> Reply {
    let row = level.and_then(row);
    row.map(|row| Answer::json(StatusCode::OK, &row))
        .ok_or_else(|| v2(StatusCode::NOT_FOUND, "No classification level is applied"))
}

fn row(id: &str) -> Option<Value> {
    let order = LEVELS.iter().position(|(known, ..)| *known == id)?;
    let (id, name, color) = LEVELS[order];
    Some(json!({
        "id": id,
        "status": "PUBLISHED",
        "order": order,
        "name": name,
        "description": format!("{name} content"),
        "guideline": "",
        "color": color,
    }))
}
