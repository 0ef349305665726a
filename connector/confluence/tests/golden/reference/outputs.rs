use connector_sdk::serde_json::Value;

use super::cell;
use super::inputs::Place;

/// What comes out of an action, and what it hands over one by one.
pub(super) fn summary(output: &Value, item: Option<&Value>) -> String {
    let mut lines = vec![format!("**Output:** {}", object(Place::new(output)))];
    lines.extend(item.map(|item| format!("**Each result:** {}", object(Place::new(item)))));
    lines.join("\n\n")
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
