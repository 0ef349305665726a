//! `…/{id}/properties` and what is below.

use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::{Answer, Reply};
use crate::refusal::v2;
use crate::site::Call;
use crate::store::{ACCOUNT_ID, Kind, Property};
use crate::v2::fields::{invalid, missing};
use crate::v2::{listing, object};

/// How long a key may be; v1 was documented so, v2 says nothing.
const LONGEST_KEY: usize = 255;

/// Lists the properties of something, or the one with a key.
pub(crate) fn list(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let owner = call.owner(&store)?;
    let key = call.parameters.one("key");
    let mut properties: Vec<&Property> =
        store.properties(owner).iter().filter(|property| key.is_none_or(|key| property.key == key)).collect();
    if let Some(sort) = call.parameters.one("sort") {
        properties.sort_by(|a, b| a.key.cmp(&b.key));
        if sort.starts_with('-') {
            properties.reverse();
        }
    }
    let ids: Vec<u64> = properties.iter().map(|property| property.id).collect();
    let path = format!("/wiki/api/v2/{}/{}/properties", call.kind.segment(), call.capture(0));
    listing::answer(call, &path, &ids, 25, |id| {
        properties.iter().find(|property| property.id == id).map(|property| row(call.kind, property))
    })
}

/// Adds a property under a key that is new.
pub(crate) fn create(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let owner = call.owner(&store)?;
    let key = call.value["key"].as_str().ok_or_else(|| missing("key"))?;
    if key.is_empty() || key.chars().count() > LONGEST_KEY {
        return Err(invalid(&format!("Field 'key' must have 1 to {LONGEST_KEY} characters")));
    }
    let value = call.value.get("value").filter(|value| !value.is_null()).ok_or_else(|| missing("value"))?;
    if store.properties(owner).iter().any(|property| property.key == key) {
        // That a known key conflicts is what v1 did; v2 says nothing.
        return Err(v2(StatusCode::CONFLICT, &format!("A property with the key '{key}' already exists")));
    }
    let property = store.add_property(owner, key, value.clone());
    let status = if call.kind == Kind::Space { StatusCode::CREATED } else { StatusCode::OK };
    Ok(Answer::json(status, &row(call.kind, &property)))
}

/// Returns a property.
pub(crate) fn get(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let owner = call.owner(&store)?;
    let id = call.number(1, "property-id")?;
    let property = store.properties(owner).iter().find(|property| property.id == id).ok_or_else(|| absent(id))?;
    Ok(Answer::json(StatusCode::OK, &row(call.kind, property)))
}

/// Adds a version to a property, whose key stays.
pub(crate) fn update(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let owner = call.owner(&store)?;
    let id = call.number(1, "property-id")?;
    let known = store.properties(owner).iter().find(|property| property.id == id).ok_or_else(|| absent(id))?;
    let key = call.value["key"].as_str().ok_or_else(|| missing("key"))?;
    if key != known.key {
        return Err(invalid(&format!("The key of property {id} is '{}' and cannot be changed", known.key)));
    }
    let value = call.value.get("value").filter(|value| !value.is_null()).ok_or_else(|| missing("value"))?;
    let number = call.value["version"]["number"].as_u64().ok_or_else(|| missing("version.number"))?;
    if number != u64::from(known.number) + 1 {
        let current = known.number;
        return Err(v2(
            StatusCode::CONFLICT,
            &format!("Version must be incremented on update. Current version is: {current}"),
        ));
    }
    let message = call.value["version"]["message"].as_str().unwrap_or_default();
    let property = store.update_property(owner, id, value.clone(), message).ok_or_else(|| absent(id))?;
    Ok(Answer::json(StatusCode::OK, &row(call.kind, &property)))
}

/// Removes a property.
pub(crate) fn delete(call: &Call<'_>) -> Reply {
    let mut store = call.world.store();
    let owner = call.owner(&store)?;
    let id = call.number(1, "property-id")?;
    if !store.remove_property(owner, id) {
        return Err(absent(id));
    }
    Ok(Answer::empty(StatusCode::NO_CONTENT))
}

/// Writes a property; those of spaces tell more.
pub(in crate::v2) fn row(kind: Kind, property: &Property) -> Value {
    let mut row = object(json!({"id": property.id.to_string(), "key": property.key, "value": property.value}));
    let (at, number, message) = (property.at.to_string(), property.number, &property.message);
    if kind == Kind::Space {
        row.insert("createdAt".to_owned(), json!(property.created.to_string()));
        row.insert("createdBy".to_owned(), json!(ACCOUNT_ID));
        let version = json!({"createdAt": at, "createdBy": ACCOUNT_ID, "message": message, "number": number});
        row.insert("version".to_owned(), version);
    } else {
        let version = json!({
            "createdAt": at,
            "message": message,
            "number": number,
            "minorEdit": false,
            "authorId": ACCOUNT_ID,
        });
        row.insert("version".to_owned(), version);
    }
    Value::Object(row)
}

fn absent(id: u64) -> Answer {
    v2(StatusCode::NOT_FOUND, &format!("Cannot find a property with id [{id}]"))
}
