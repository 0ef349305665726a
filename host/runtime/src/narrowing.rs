//! Schemas of an action for an input of which part is known, such as a template's variables.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::Error;
use crate::connection::Connection;
use crate::manifest::{Action, Document};
use crate::schema::{Schema, misplaced};

/// The words that say how a field of an input is treated: the host goes by the manifest's, so that a form must show the same.
const MARKS: [&str; 2] = ["x-secret", "x-blob"];

/// The words of JSON Schema 2020-12 by which a schema of an object may have further fields at its top.
const ADDING: [&str; 11] = [
    "$ref",
    "$dynamicRef",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "patternProperties",
];

/// What goes into an action and what comes out.
#[derive(Clone, Debug, Serialize)]
pub struct ActionSchemas {
    /// JSON Schema 2020-12 of an object.
    pub input: Document,
    /// JSON Schema 2020-12.
    pub output: Document,
}

impl Connection {
    /// The schemas of an action for an input of which part is known.
    ///
    /// They are those of the manifest until every field of [`schema_depends`](Action::schema_depends) is in the input; then
    /// the connector is asked, which may ask the service. A run is checked against the manifest's either way, and by the
    /// connector.
    ///
    /// # Errors
    /// As [`action`](Self::action), what the service says, and [`Error::ConnectorFailed`] where the connector's schemas
    /// cannot be used or treat a field otherwise than the manifest.
    pub async fn schemas_for(&self, action: &str, input: &Map<String, Value>) -> Result<ActionSchemas, Error> {
        let call = self.action(action)?;
        let action = call.manifest();
        let known = |name: &String| input.get(name).is_some_and(|value| !value.is_null());
        if action.schema_depends.is_empty() || !action.schema_depends.iter().all(known) {
            return Ok(ActionSchemas { input: action.input_schema.clone(), output: action.output_schema.clone() });
        }
        // What the schemas do not depend on, secrets among it, is none of the connector's business here.
        let known: Map<String, Value> =
            action.schema_depends.iter().filter_map(|name| Some((name.clone(), input.get(name)?.clone()))).collect();
        let text = Value::Object(known).to_string();
        let (schemas, call) = self.ask(async |instance| instance.schemas_for(&action.name, &text).await).await?;
        let [input, output] = schemas.map(|schema| call.redactor().json(schema));
        let narrowed = narrowed(action, input, output);
        narrowed.map_err(|message| Error::ConnectorFailed { message, uncertain: false })
    }
}

/// Takes the schemas that a connector gave, where a host can use them.
fn narrowed(action: &Action, input: String, output: String) -> Result<ActionSchemas, String> {
    for (what, schema) in [("input", &input), ("output", &output)] {
        Schema::new(schema)
            .map_err(|reason| format!("the {what} schema of `{}` cannot be used: {reason}", action.name))?;
    }
    let narrower: Value = serde_json::from_str(&input).unwrap_or_default();
    let declared: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
    if let Some(word) = ADDING.iter().find(|word| narrower.get(word).is_some()) {
        return Err(format!("the input schema of `{}` says more with `{word}` than a form would show", action.name));
    }
    let fields = narrower.get("properties").and_then(Value::as_object);
    for (name, field) in fields.into_iter().flatten() {
        let Some(known) = declared.get("properties").and_then(|properties| properties.get(name)) else {
            return Err(format!(
                "the input schema of `{}` got a field `{name}` that its manifest does not have",
                action.name
            ));
        };
        if let Some(mark) = MARKS.iter().find(|mark| has(field, mark) != has(known, mark)) {
            return Err(format!(
                "the input schema of `{}` has another `{mark}` at `{name}` than its manifest",
                action.name
            ));
        }
    }
    if let Some(place) = MARKS.iter().flat_map(|mark| misplaced(&narrower, mark)).next() {
        return Err(format!("the input schema of `{}` has a mark at `{place}` that nobody would see", action.name));
    }
    let raw = |schema: String| Document::new(schema).map_err(|error| error.to_string());
    Ok(ActionSchemas { input: raw(input)?, output: raw(output)? })
}

/// Whether a field, or what a list of it holds, has a mark.
fn has(field: &Value, mark: &str) -> bool {
    [field.get(mark), field.pointer(&format!("/items/{mark}"))].into_iter().flatten().any(|value| *value == true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn take(input: &Value) -> Result<String, String> {
        let schema = json!({"type": "object", "properties": {
            "template": {"type": "string"},
            "variables": {"type": "object"},
            "token": {"type": "string", "x-secret": true},
        }});
        let action: Action = serde_json::from_value(json!({
            "name": "fill", "title": "", "description": "", "group": "", "inputSchema": schema, "outputSchema": {},
            "schemaDepends": ["template"], "effect": "write", "repeatable": false, "routes": [], "when": [], "annotations": {},
        }))
        .unwrap();
        narrowed(&action, input.to_string(), "{}".to_owned()).map(|schemas| schemas.input.get().to_owned())
    }

    #[test]
    fn a_narrower_schema_is_taken() {
        let narrower =
            json!({"properties": {"variables": {"properties": {"Name": {"type": "string"}}, "required": ["Name"]}}});
        assert_eq!(take(&narrower), Ok(narrower.to_string()));
    }

    #[test]
    fn a_schema_that_misleads_is_refused() {
        for (schema, words) in [
            (json!({"type": "nonsense"}), "the input schema of `fill` cannot be used: "),
            (json!({"$ref": "https://a.example/schema"}), "the reference `https://a.example/schema` is not local"),
            (json!({"properties": {"password": {}}}), "got a field `password` that its manifest does not have"),
            (json!({"allOf": [{"properties": {"password": {}}}]}), "says more with `allOf` than a form would show"),
            (json!({"properties": {"token": {}}}), "has another `x-secret` at `token` than its manifest"),
            (json!({"properties": {"variables": {"x-blob": true}}}), "has another `x-blob` at `variables`"),
            (
                json!({"properties": {"variables": {"properties": {"key": {"x-secret": true}}}}}),
                "has a mark at `/properties/variables/properties/key` that nobody would see",
            ),
        ] {
            let error = take(&schema).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
