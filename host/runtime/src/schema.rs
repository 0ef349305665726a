//! Inputs and outputs against their JSON Schemas.

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value};

use crate::Problem;

/// A schema, compiled. Its references are local: nothing is ever fetched for it.
pub(crate) struct Schema(Validator);

impl Schema {
    /// Compiles a schema.
    pub(crate) fn new(schema: &str) -> Result<Self, String> {
        let schema: Value = serde_json::from_str(schema).map_err(|error| error.to_string())?;
        if let Some(reference) = foreign_reference(&schema) {
            return Err(format!("the reference `{reference}` is not local"));
        }
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(false)
            .with_pattern_options(jsonschema::PatternOptions::regex())
            .build(&schema)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// Everything in which a document strays from the schema.
    pub(crate) fn problems(&self, document: &Value) -> Vec<Problem> {
        self.0
            .iter_errors(document)
            .map(|error| Problem { at: error.instance_path().to_string(), message: error.to_string() })
            .collect()
    }

    /// Whether a document fits.
    pub(crate) fn fits(&self, document: &Value) -> bool {
        self.0.is_valid(document)
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
    fn every_problem_is_found_at_once_with_its_place() {
        let schema = Schema::new(
            r#"{"type": "object", "required": ["id"], "additionalProperties": false,
                "properties": {"id": {"type": "string"}, "limit": {"type": "integer", "maximum": 250}}}"#,
        )
        .unwrap();
        let problems = schema.problems(&json!({"limit": 251, "titel": 1}));
        let places: Vec<&str> = problems.iter().map(|problem| problem.at.as_str()).collect();
        assert_eq!(problems.len(), 3, "{problems:?}");
        assert!(places.contains(&"/limit") && places.contains(&""), "{places:?}");
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
    fn a_pattern_cannot_run_for_ever() {
        let schema = Schema::new(r#"{"type": "string", "pattern": "^(a+)+$"}"#).unwrap();
        assert!(!schema.fits(&json!(format!("{}!", "a".repeat(10_000)))));
    }
}
