use connector_sdk::serde_json::Value;

use super::cell;
use super::inputs::Place;

/// What comes out of an action, and what it hands over one by one.
pub(super) fn summary(output: &Value, item: Option<&Value>) -> String {
    let mut lines = vec![format!("**Output:** {}", object(Place::new(output)))];
    let item = item.map(Place::new).or_else(|| results(Place::new(output)));
    lines.extend(item.map(|item| format!("**Each result:** {}", object(item))));
    lines.join("\n\n")
}

/// What a list holds in its `results`.
fn results(output: Place<'_>) -> Option<Place<'_>> {
    output.properties().into_iter().find(|(name, _)| *name == "results").and_then(|(_, place)| place.items())
}

/// A description and the fields, where there are some.
fn object(place: Place<'_>) -> String {
    let place = match place.items() {
        Some(items) if place.properties().is_empty() => items,
        _ => place,
    };
    let description = place.word("description").and_then(Value::as_str).map(cell);
    let names: Vec<String> = place.properties().iter().map(|(name, _)| format!("`{name}`")).collect();
    let fields = (!names.is_empty()).then(|| format!("Fields: {}.", names.join(", ")));
    let words: Vec<String> = description.into_iter().chain(fields).collect();
    if words.is_empty() { place.kind() } else { words.join(" ") }
}
