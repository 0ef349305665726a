use std::fs;

use connector_sdk::ManifestAction;
use connector_sdk::serde_json::{Map, Value, from_str};

use super::inputs::Place;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");

/// The command that performs the action as its recorded case does.
pub(super) fn command(action: &ManifestAction, schema: &Value) -> String {
    let path = format!("{CASES}/{}.json", action.name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let case: Value = from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut words = vec![format!("$ connector run {}", action.name)];
    let (mut secrets, mut set) = (Map::new(), Vec::new());
    for (name, place) in Place::new(schema).properties() {
        let Some(value) = case["input"].get(name) else { continue };
        let is = |word: &str| place.word(word) == Some(&Value::Bool(true));
        let is_list = place.node.get("items").is_some_and(|items| items["x-blob"] == true);
        if is("x-blob") || is_list {
            let file = value
                .get(0)
                .unwrap_or(value)
                .as_str()
                .and_then(|id| case["blobs"][id]["fileName"].as_str())
                .unwrap_or(name);
            set.push(format!("--file {name}={}", quoted(file)));
        } else if is("x-secret") {
            secrets.insert(name.to_owned(), value.clone());
        } else {
            settings(name, value, &mut set);
        }
    }
    // A secret on the command line would be seen by everybody on the machine.
    if !secrets.is_empty() {
        words.push("--input @secret.json".to_owned());
    }
    words.extend(set);
    if has_file(&action.output_schema) {
        words.push("--save ./".to_owned());
    }
    words.join(" ")
}

/// Whether a file comes out at the top.
fn has_file(output: &str) -> bool {
    let schema: Value = from_str(output).unwrap_or_default();
    let properties = Place::new(&schema).properties();
    properties
        .into_iter()
        .any(|(name, place)| name == "file" && place.node.get("type").is_some_and(|kind| kind == "string"))
}

/// A value as `--set` takes it.
fn settings(key: &str, value: &Value, set: &mut Vec<String>) {
    match value {
        Value::Object(fields) if !fields.is_empty() && fields.values().all(|field| !field.is_array()) => {
            for (name, field) in fields {
                settings(&format!("{key}.{name}"), field, set);
            }
        }
        Value::Array(items) => {
            let plain: Option<Vec<&str>> = items
                .iter()
                .map(|item| item.as_str().filter(|text| !text.is_empty() && !text.contains([',', '['])))
                .collect();
            let text = match plain {
                Some(texts) => texts.join(","),
                None => value.to_string(),
            };
            set.push(format!("--set {key}={}", quoted(&text)));
        }
        Value::String(text) => set.push(format!("--set {key}={}", quoted(text))),
        other => set.push(format!("--set {key}={}", quoted(&other.to_string()))),
    }
}

/// A word as a shell takes it.
fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./@:,+%=".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
