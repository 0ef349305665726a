//! Builds the input of an action from the command line.

use std::collections::HashSet;

use connector_runtime::ErrorKind;
use serde_json::{Map, Value};

use super::text::{self, Stdin};
use crate::arguments::Pair;
use crate::failure::Failure;
use crate::schema::Schema;

/// The most letters of a value that are shown of one that does not fit.
const SHOWN_LETTERS: usize = 60;

/// The input: the given document with the settings on top, then those whose texts stand in files. Whether it fits is for the
/// library to say.
pub(crate) fn build(schema: &str, document: Option<&str>, settings: &[Pair], files: &[Pair]) -> Result<Value, Failure> {
    let mut stdin = Stdin::default();
    let schema: Value = serde_json::from_str(schema).unwrap_or_default();
    let mut input = match document {
        Some(document) => read(document, Schema::new(&schema), &mut stdin)?,
        None => Value::Object(Map::new()),
    };
    if settings.is_empty() && files.is_empty() {
        return Ok(input);
    }
    let mut seen = HashSet::new();
    for setting in settings {
        let first = seen.insert(setting.key.as_str());
        put(&mut input, Schema::new(&schema), &setting.key, setting, first)?;
    }
    for Pair { key, value } in files {
        let first = seen.insert(key.as_str());
        let setting = Pair { key: key.clone(), value: text::of_field(value, &mut stdin)? };
        put(&mut input, Schema::new(&schema), key, &setting, first)?;
    }
    Ok(input)
}

fn read(document: &str, schema: Schema<'_>, stdin: &mut Stdin) -> Result<Value, Failure> {
    let text = text::of_document(document, stdin)?;
    let input: Value = serde_json::from_str(&text).map_err(|error| {
        Failure::usage(format!("the input is not JSON: {error}"), "Quote it for the shell, or use `--input @FILE`")
    })?;
    if input.is_object() || schema.types() != ["object"] {
        return Ok(input);
    }
    let kind = match input {
        Value::Array(_) => "a list",
        Value::String(_) => "a text",
        Value::Null => "`null`",
        _ => "a single value",
    };
    Err(Failure::Stated {
        kind: ErrorKind::InvalidInput,
        message: format!("the input must be a JSON object, not {kind}"),
        cause: None,
        hint: "Name its fields, as in `--input '{\"FIELD\": …}'`; a list goes into the field that takes one".to_owned(),
    })
}

/// Puts a setting at a key below an object; a dot leads into objects.
fn put(object: &mut Value, schema: Schema<'_>, key: &str, setting: &Pair, first: bool) -> Result<(), Failure> {
    let Value::Object(object) = object else {
        return Err(Failure::usage(
            format!("`{}` cannot be set: what it is a part of is not an object", setting.key),
            "Give the whole as JSON instead",
        ));
    };
    if schema.property(key).is_none() {
        refuse_place(schema, key, setting)?;
    }
    if let (None, Some((head, rest))) = (schema.property(key), key.split_once('.')) {
        let inner = object.entry(head).or_insert_with(|| Value::Object(Map::new()));
        let schema = schema.property(head).unwrap_or(Schema::new(&Value::Null));
        return put(inner, schema, rest, setting, first);
    }
    let property = schema.property(key);
    let value = match property {
        Some(property) => typed(property, setting)?,
        // The library names what is close to it.
        None => Value::String(setting.value.clone()),
    };
    match (object.get_mut(key), value) {
        (Some(Value::Array(known)), Value::Array(more)) if !first => known.extend(more),
        (Some(_), _) if !first => {
            return Err(Failure::usage(format!("`{}` is set twice", setting.key), "Set it once"));
        }
        (_, value) => drop(object.insert(key.to_owned(), value)),
    }
    Ok(())
}

/// Refuses a key that leads to a place in a list, such as `edits.0.op` or `edits[0]`: lists are given whole.
fn refuse_place(schema: Schema<'_>, key: &str, setting: &Pair) -> Result<(), Failure> {
    let list = key.split(['.', '[']).next().unwrap_or_default();
    let types = schema.property(list).map(Schema::types).unwrap_or_default();
    if !types.contains(&"array") || types.contains(&"object") {
        return Ok(());
    }
    let whole = setting.key.strip_suffix(key).unwrap_or_default();
    Err(Failure::usage(
        format!("`{}` cannot be set: `{whole}{list}` is a list, which is given whole", setting.key),
        format!("Such as `--set '{whole}{list}=[…]'`, or with the other fields in `--input`"),
    ))
}

/// The value as the type that the schema asks for.
fn typed(schema: Schema<'_>, setting: &Pair) -> Result<Value, Failure> {
    let types = schema.types();
    if types.contains(&"array") {
        return elements(schema.items(), setting);
    }
    scalar(&types, &setting.value, &setting.key)
}

/// A list: JSON where it begins like one, else what stands between commas.
fn elements(items: Option<Schema<'_>>, setting: &Pair) -> Result<Value, Failure> {
    let text = setting.value.trim();
    if text.starts_with('[') {
        return json(text, "array", &setting.key);
    }
    let types = items.map(Schema::types).unwrap_or_default();
    let parts: Vec<&str> = match types.as_slice() {
        _ if text.is_empty() => Vec::new(),
        ["object"] if !text.starts_with('{') => return Err(mistyped("objects", text, &setting.key, "")),
        // Commas of JSON separate nothing here.
        ["object" | "array"] => vec![text],
        _ => text.split(',').map(str::trim).collect(),
    };
    parts.into_iter().map(|part| scalar(&types, part, &setting.key)).collect::<Result<_, _>>().map(Value::Array)
}

fn scalar(types: &[&str], text: &str, key: &str) -> Result<Value, Failure> {
    match types {
        // Anything fits: JSON where it is some, else text.
        [] => Ok(serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))),
        [one] => one_type(one, text, key),
        several => several
            .iter()
            .filter(|name| **name != "string")
            .find_map(|name| one_type(name, text, key).ok())
            .map_or_else(|| one_type(if several.contains(&"string") { "string" } else { several[0] }, text, key), Ok),
    }
}

fn one_type(name: &str, text: &str, key: &str) -> Result<Value, Failure> {
    let parsed = match name {
        "string" => return Ok(Value::String(text.to_owned())),
        "object" | "array" => return json(text, name, key),
        "integer" => text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from)).ok(),
        "number" => serde_json::from_str(text).ok().filter(Value::is_number),
        "boolean" => text.parse::<bool>().map(Value::from).ok(),
        _ => None,
    };
    parsed.ok_or_else(|| mistyped(name, text, key, ""))
}

fn json(text: &str, name: &str, key: &str) -> Result<Value, Failure> {
    let fits = |value: &Value| if name == "array" { value.is_array() } else { value.is_object() };
    match serde_json::from_str(text) {
        Ok(value) if fits(&value) => Ok(value),
        Ok(_) => Err(mistyped(name, text, key, "")),
        Err(error) => Err(mistyped(name, text, key, &format!(": {error}"))),
    }
}

fn mistyped(name: &str, text: &str, key: &str, why: &str) -> Failure {
    let (kind, example) = match name {
        "integer" => ("a whole number", "5".to_owned()),
        "number" => ("a number", "0.5".to_owned()),
        "boolean" => ("`true` or `false`", "true".to_owned()),
        "array" => ("a JSON array", "'[…]'".to_owned()),
        "object" => ("a JSON object", "'{…}'".to_owned()),
        "objects" => ("a JSON array of objects", "'[{…}]'".to_owned()),
        other => (other, "…".to_owned()),
    };
    let shown: String = text.chars().take(SHOWN_LETTERS).collect();
    let text = if shown.len() < text.len() { shown + "…" } else { shown };
    Failure::usage(format!("`{key}` must be {kind}, not `{text}`{why}"), format!("Such as `--set {key}={example}`"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SCHEMA: &str = r##"{
        "type": "object",
        "properties": {
            "id": { "type": "string" },
            "limit": { "type": ["integer", "null"] },
            "score": { "type": "number" },
            "all": { "type": "boolean" },
            "tags": { "type": "array", "items": { "type": "string" } },
            "numbers": { "anyOf": [{ "type": "array", "items": { "type": "integer" } }, { "type": "null" }] },
            "parts": { "type": "array", "items": { "$ref": "#/$defs/Body" } },
            "status": { "description": "A state.", "$ref": "#/$defs/Status" },
            "body": { "anyOf": [{ "$ref": "#/$defs/Body" }, { "type": "null" }] },
            "either": { "anyOf": [{ "type": "integer" }, { "type": "string" }] },
            "any": {},
            "a.b": { "type": "integer" },
            "self": { "$ref": "#" }
        },
        "$defs": {
            "Status": { "enum": ["current", "draft"] },
            "Body": { "type": "object", "properties": { "value": { "type": "string" }, "depth": { "type": "integer" } } }
        }
    }"##;

    fn built(document: Option<&str>, settings: &[&str]) -> Result<Value, String> {
        let settings: Vec<Pair> = settings.iter().map(|text| text.parse().unwrap()).collect();
        build(SCHEMA, document, &settings, &[]).map_err(|failure| match failure {
            Failure::Usage { message, .. } | Failure::Stated { message, .. } => message,
            _ => "another failure".to_owned(),
        })
    }

    #[test]
    fn values_have_the_type_that_the_schema_asks_for() {
        for (setting, value) in [
            ("id=5", json!({ "id": "5" })),
            ("id=a=b", json!({ "id": "a=b" })),
            ("id=", json!({ "id": "" })),
            ("limit=5", json!({ "limit": 5 })),
            ("limit=18446744073709551615", json!({ "limit": u64::MAX })),
            ("score=0.5", json!({ "score": 0.5 })),
            ("all=true", json!({ "all": true })),
            ("tags=a,b", json!({ "tags": ["a", "b"] })),
            ("tags=", json!({ "tags": [] })),
            (r#"tags=["a,b"]"#, json!({ "tags": ["a,b"] })),
            ("numbers=1, 2", json!({ "numbers": [1, 2] })),
            (r#"parts={"value":"a,b"}"#, json!({ "parts": [{ "value": "a,b" }] })),
            ("status=draft", json!({ "status": "draft" })),
            ("status=unknown", json!({ "status": "unknown" })),
            (r#"body={"value":"x"}"#, json!({ "body": { "value": "x" } })),
            ("body.value=5", json!({ "body": { "value": "5" } })),
            ("body.depth=5", json!({ "body": { "depth": 5 } })),
            ("either=5", json!({ "either": 5 })),
            ("either=x", json!({ "either": "x" })),
            (r#"any={"a":1}"#, json!({ "any": { "a": 1 } })),
            ("any=text", json!({ "any": "text" })),
            ("a.b=1", json!({ "a.b": 1 })),
            ("self.self.limit=1", json!({ "self": { "self": { "limit": 1 } } })),
            ("unknown=1", json!({ "unknown": "1" })),
            ("unknown.deep=1", json!({ "unknown": { "deep": "1" } })),
        ] {
            assert_eq!(built(None, &[setting]), Ok(value), "{setting}");
        }
    }

    #[test]
    fn a_value_of_another_type_is_refused_by_name() {
        for (setting, message) in [
            ("limit=five", "`limit` must be a whole number, not `five`"),
            ("limit=1.5", "`limit` must be a whole number, not `1.5`"),
            ("score=x", "`score` must be a number, not `x`"),
            ("all=yes", "`all` must be `true` or `false`, not `yes`"),
            ("numbers=1,b", "`numbers` must be a whole number, not `b`"),
            ("body=x", "`body` must be a JSON object, not `x`: expected value at line 1 column 1"),
            ("body=[1]", "`body` must be a JSON object, not `[1]`"),
            ("parts=x,y", "`parts` must be a JSON array of objects, not `x,y`"),
            ("body.depth=x", "`body.depth` must be a whole number, not `x`"),
        ] {
            assert_eq!(built(None, &[setting]), Err(message.to_owned()), "{setting}");
        }
    }

    #[test]
    fn lists_grow_and_other_fields_are_set_once() {
        assert_eq!(built(None, &["tags=a", "tags=b,c"]), Ok(json!({ "tags": ["a", "b", "c"] })));
        assert_eq!(built(None, &["id=1", "id=2"]), Err("`id` is set twice".to_owned()));
        let both = ["body.value=x", "body.depth=1"];
        assert_eq!(built(None, &both), Ok(json!({ "body": { "value": "x", "depth": 1 } })));
        assert!(built(None, &["id=x", "id.y=1"]).is_err());
    }

    #[test]
    fn a_place_in_a_list_is_refused_and_the_list_is_named() {
        for (setting, list) in [
            ("parts.0.value=x", "parts"),
            ("parts[0].value=x", "parts"),
            ("tags[0]=x", "tags"),
            ("self.tags.0=x", "self.tags"),
        ] {
            let key = setting.split_once('=').unwrap().0;
            let message = format!("`{key}` cannot be set: `{list}` is a list, which is given whole");
            assert_eq!(built(None, &[setting]), Err(message), "{setting}");
        }
    }

    #[test]
    fn what_is_no_object_is_no_input() {
        for (document, kind) in [("[1]", "a list"), ("\"x\"", "a text"), ("null", "`null`"), ("5", "a single value")] {
            let message = format!("the input must be a JSON object, not {kind}");
            assert_eq!(built(Some(document), &["limit=1"]), Err(message), "{document}");
        }
    }

    #[test]
    fn settings_go_on_top_of_the_document() {
        let document = r#"{"id":"1","tags":["old"],"body":{"value":"x"}}"#;
        let built = built(Some(document), &["id=2", "tags=new", "body.depth=1"]);
        assert_eq!(built, Ok(json!({ "id": "2", "tags": ["new"], "body": { "value": "x", "depth": 1 } })));
    }
}
