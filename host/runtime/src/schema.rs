//! Inputs and outputs against their JSON Schemas.

mod cost;
mod explain;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value};

pub(crate) use self::explain::unknown;
use crate::Problem;

/// Our word for a file.
pub(crate) const BLOB: &str = "x-blob";

/// The most errors that are told of one document.
const MOST_PROBLEMS: usize = 100;

/// A schema, compiled. Its references are local: nothing is ever fetched for it.
pub(crate) struct Schema {
    document: Value,
    validator: Validator,
}

impl Schema {
    /// Compiles a schema.
    pub(crate) fn new(schema: &str) -> Result<Self, String> {
        let schema: Value = serde_json::from_str(schema).map_err(|error| error.to_string())?;
        if let Some(reference) = foreign_reference(&schema) {
            return Err(format!("the reference `{reference}` is not local"));
        }
        cost::check(&schema)?;
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(false)
            .with_pattern_options(jsonschema::PatternOptions::regex())
            .build(&schema)
            .map_err(|error| error.to_string())
            .map(|validator| Self { document: schema, validator })
    }

    /// Everything in which a document strays from the schema.
    pub(crate) fn problems(&self, document: &Value) -> Vec<Problem> {
        let errors = self.validator.iter_errors(document).take(MOST_PROBLEMS);
        errors.flat_map(|error| explain::problems(&self.document, &error)).take(MOST_PROBLEMS).collect()
    }

    /// Whether a document fits.
    pub(crate) fn fits(&self, document: &Value) -> bool {
        self.validator.is_valid(document)
    }
}

/// A `$ref` or `$dynamicRef` that does not begin with `#`.
fn foreign_reference(schema: &Value) -> Option<&str> {
    match schema {
        Value::Object(object) => object.iter().find_map(|(keyword, value)| match (keyword.as_str(), value) {
            ("$ref" | "$dynamicRef", Value::String(reference)) if !reference.starts_with('#') => {
                Some(reference.as_str())
            }
            ("const" | "enum" | "default" | "examples", _) => None,
            (_, value) => foreign_reference(value),
        }),
        Value::Array(values) => values.iter().find_map(foreign_reference),
        _ => None,
    }
}

/// Whether a schema is of a file, or of a list of files.
fn is_blob(schema: &Value) -> bool {
    let is_marked = |schema: &Value| schema.get(BLOB) == Some(&Value::Bool(true));
    is_marked(schema) || schema.get("items").is_some_and(is_marked)
}

/// The properties of an object schema that carry one of our words, such as `x-blob`.
pub(crate) fn marked<'a>(schema: &'a Value, word: &str) -> Vec<&'a str> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let is_marked = |property: &Value| {
        property.get(word) == Some(&Value::Bool(true))
            || property.get("items").and_then(|items| items.get(word)) == Some(&Value::Bool(true))
    };
    properties
        .into_iter()
        .flatten()
        .filter(|(_, property)| is_marked(property))
        .map(|(name, _)| name.as_str())
        .collect()
}

/// Where a schema carries one of our words although [`marked`] does not look there: JSON Pointers into the schema.
pub(crate) fn misplaced(schema: &Value, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    look_for(schema, word, &mut Vec::new(), &mut found);
    found
}

fn look_for<'a>(schema: &'a Value, word: &str, path: &mut Vec<&'a str>, found: &mut Vec<String>) {
    match schema {
        Value::Array(schemas) => schemas.iter().for_each(|schema| look_for(schema, word, path, found)),
        Value::Object(keywords) => {
            let is_marked = keywords.get(word).is_some_and(|mark| *mark != Value::Bool(false));
            if is_marked && !matches!(path.as_slice(), ["properties", _] | ["properties", _, "items"]) {
                found.push(format!("/{}", path.join("/")));
            }
            for (keyword, value) in keywords {
                match (keyword.as_str(), value) {
                    ("const" | "enum" | "default" | "examples", _) => {}
                    // The names in these are not keywords.
                    ("properties" | "patternProperties" | "dependentSchemas" | "$defs", Value::Object(named)) => {
                        for (name, schema) in named {
                            path.extend([keyword.as_str(), name]);
                            look_for(schema, word, path, found);
                            path.truncate(path.len() - 2);
                        }
                    }
                    (keyword, value) => {
                        path.push(keyword);
                        look_for(value, word, path, found);
                        path.pop();
                    }
                }
            }
        }
        _ => {}
    }
}

/// The texts that stand at some fields of an object.
pub(crate) fn texts_at<'a>(object: &'a Map<String, Value>, fields: &[&str]) -> Vec<(String, &'a str)> {
    let mut texts = Vec::new();
    for field in fields {
        match object.get(*field) {
            Some(Value::String(text)) => texts.push((format!("/{field}"), text.as_str())),
            Some(Value::Array(values)) => {
                texts.extend(
                    values
                        .iter()
                        .enumerate()
                        .filter_map(|(index, value)| value.as_str().map(|text| (format!("/{field}/{index}"), text))),
                );
            }
            _ => {}
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_problem_is_found_at_once_with_its_place_and_without_the_value() {
        let schema = Schema::new(
            r##"{"type": "object", "required": ["id"], "additionalProperties": false,
                "properties": {"id": {"type": "string"}, "limit": {"type": "integer", "maximum": 250},
                    "all": {"type": "boolean"}, "sort": {"$ref": "#/$defs/Sort"},
                    "states": {"type": "array", "items": {"$ref": "#/$defs/State"}}, "body": {"$ref": "#/$defs/Body"}},
                "$defs": {"Sort": {"type": "string", "enum": ["id", "-id"]},
                    "State": {"oneOf": [{"const": "open", "description": "Open."}, {"const": "closed"}]},
                    "Body": {"type": "object", "required": ["value"], "additionalProperties": false,
                        "properties": {"value": {"type": "string"}}}}}"##,
        )
        .unwrap();
        let input = json!({"limit": 251, "al/l": 1, "all": "secret", "sort": "secret", "states": ["open", "secret"],
            "body": {"valeu": "secret"}, "elsewhere": 1});
        let mut problems: Vec<String> =
            schema.problems(&input).into_iter().map(|problem| format!("{}: {}", problem.at, problem.message)).collect();
        problems.sort();
        assert_eq!(
            problems,
            [
                "/all: must be `true` or `false`",
                "/al~1l: is not known; did you mean `all`?",
                "/body/valeu: is not known; did you mean `value`?",
                "/body/value: is needed",
                "/elsewhere: is not known; there is `id`, `limit`, `all`, `sort`, `states`, `body`",
                "/id: is needed",
                "/limit: value is greater than the maximum of 250",
                "/sort: must be one of `id`, `-id`",
                "/states/1: must be one of `open`, `closed`",
            ]
        );
        assert!(schema.fits(&json!({"id": "1"})));
    }

    #[test]
    fn a_schema_that_points_elsewhere_is_refused() {
        for schema in [
            r#"{"$ref": "https://example.com/schema"}"#,
            r#"{"properties": {"a": {"items": {"$ref": "file:///etc/passwd"}}}}"#,
            r#"{"$dynamicRef": "other"}"#,
        ] {
            assert!(Schema::new(schema).is_err(), "{schema}");
        }
        assert!(Schema::new(r##"{"$defs": {"a": {}}, "$ref": "#/$defs/a"}"##).is_ok());
        assert!(Schema::new(r#"{"const": {"$ref": "https://example.com"}}"#).is_ok());
    }

    #[test]
    fn our_words_are_found_where_they_say_nothing() {
        let schema = json!({
            "properties": {
                "token": {"type": "string", "x-secret": true},
                "tokens": {"type": "array", "items": {"x-secret": true}},
                "x-secret": {"type": "string"},
                "login": {"type": "object", "properties": {"password": {"x-secret": true}}},
                "logins": {"type": "array", "items": {"properties": {"password": {"x-secret": true}}}},
                "either": {"anyOf": [{"type": "null"}, {"x-secret": true}]},
                "plain": {"default": {"x-secret": true}, "x-secret": false},
            },
            "$defs": {"Password": {"x-secret": true}},
        });
        let mut marked = marked(&schema, "x-secret");
        marked.sort_unstable();
        assert_eq!(marked, ["token", "tokens"]);
        let mut misplaced = misplaced(&schema, "x-secret");
        misplaced.sort();
        assert_eq!(
            misplaced,
            [
                "/$defs/Password",
                "/properties/either/anyOf",
                "/properties/login/properties/password",
                "/properties/logins/items/properties/password",
            ]
        );
    }

    /// Each level of definitions leads to the next in several ways.
    fn manifold(levels: usize, ways: usize, leaf: &Value) -> Value {
        let next = |level: usize| json!({"anyOf": vec![json!({"$ref": format!("#/$defs/D{level}")}); ways]});
        let mut definitions: Map<String, Value> =
            (0..levels).map(|level| (format!("D{level}"), next(level + 1))).collect();
        definitions.insert(format!("D{levels}"), leaf.clone());
        let mut schema = next(0);
        schema["$defs"] = definitions.into();
        schema
    }

    #[test]
    fn nothing_that_leads_on_in_many_ways_takes_for_ever() {
        // 5 ^ 6 ways are looked at; 8 ^ 15 are refused before.
        let mut schema = manifold(5, 5, &json!({"const": 5}));
        schema["type"] = "string".into();
        let problems = Schema::new(&schema.to_string()).unwrap().problems(&json!(5));
        assert_eq!(problems.len(), 1, "{problems:?}");
        let refused = Schema::new(&manifold(15, 8, &json!({"minimum": 10})).to_string());
        assert!(refused.err().unwrap().contains("more schemas than can be looked at"));
    }

    #[test]
    fn a_pattern_cannot_run_for_ever() {
        let schema = Schema::new(r#"{"type": "string", "pattern": "^(a+)+$"}"#).unwrap();
        assert!(!schema.fits(&json!(format!("{}!", "a".repeat(10_000)))));
    }
}
