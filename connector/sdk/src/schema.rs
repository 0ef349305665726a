use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

/// The JSON Schema (2020-12) of an input: unknown fields are refused, and an optional field is left out, not null.
pub fn input_schema<T: JsonSchema>() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let schema = T::json_schema(&mut generator);
    root(schema, &T::schema_name(), generator, &mut |schema| {
        name_fields(schema);
        RecursiveTransform(close_object).transform(schema);
        leave_out_null(schema);
    })
}

/// Writes the schema of what an action hands over one by one: `output_schema::<Item>`.
pub type ItemSchema = fn() -> Schema;

/// The JSON Schema (2020-12) of an output; what may be null may also be absent.
pub fn output_schema<T: JsonSchema>() -> Schema {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = T::json_schema(&mut generator);
    root(schema, &T::schema_name(), generator, &mut |schema| RecursiveTransform(require_no_null).transform(schema))
}

/// Makes a document of a schema. It is not generic, so that a component holds it once and not for every type.
fn root(
    mut schema: Schema,
    title: &str,
    mut generator: SchemaGenerator,
    transform: &mut dyn FnMut(&mut Schema),
) -> Schema {
    let mut document = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    });
    if let (Some(document), Some(schema)) = (document.as_object_mut(), schema.as_object_mut()) {
        document.append(schema);
        let definitions = generator.take_definitions(true);
        if !definitions.is_empty() {
            document.insert("$defs".to_owned(), Value::Object(definitions));
        }
    }
    transform(&mut document);
    RecursiveTransform(one_line_a_paragraph).transform(&mut document);
    document
}

/// Undoes the line breaks that doc comments have for the sake of their source.
fn one_line_a_paragraph(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        let paragraphs: Vec<String> = description.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
        *description = paragraphs.join("\n\n");
    }
}

/// Takes what may be null off the required properties, since services leave out what they have no value for.
fn require_no_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    let Some(properties) = object.get("properties").and_then(Value::as_object) else { return };
    let nullable: Vec<String> =
        properties.iter().filter(|(_, property)| allows_null(property)).map(|(name, _)| name.clone()).collect();
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.retain(|name| !name.as_str().is_some_and(|name| nullable.iter().any(|other| other == name)));
        if required.is_empty() {
            object.shift_remove("required");
        }
    }
}

fn allows_null(property: &Value) -> bool {
    let Some(keywords) = property.as_object() else { return property == &Value::Bool(true) };
    match (keywords.get("type"), keywords.get("anyOf")) {
        (Some(Value::String(name)), _) => name == "null",
        (Some(Value::Array(names)), _) => names.iter().any(|name| name == "null"),
        (_, Some(Value::Array(choices))) => choices.iter().any(allows_null),
        // What may be anything may be null.
        _ => !["$ref", "const", "enum", "oneOf", "allOf"].iter().any(|keyword| keywords.contains_key(*keyword)),
    }
}

/// Says of an input without fields that it has none, so that it is closed like others.
fn name_fields(schema: &mut Schema) {
    if let Some(object) = schema.as_object_mut()
        && object.get("type").and_then(Value::as_str) == Some("object")
    {
        object.entry("properties").or_insert_with(|| Value::Object(Map::new()));
    }
}

/// Refuses fields that an object does not name, since a misspelt one would be ignored in silence.
fn close_object(schema: &mut Schema) {
    if let Some(object) = schema.as_object_mut()
        && object.contains_key("properties")
        && !object.contains_key("additionalProperties")
    {
        object.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}

/// Takes `null` out of the properties that may be left out.
fn leave_out_null(schema: &mut Schema) {
    if let Some(object) = schema.as_object_mut() {
        let required: Vec<String> = object
            .get("required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).map(str::to_owned).collect())
            .unwrap_or_default();
        if let Some(Value::Object(properties)) = object.get_mut("properties") {
            for (name, property) in properties {
                if let Value::Object(property) = property
                    && !required.contains(name)
                {
                    without_null(property);
                }
            }
        }
    }
    transform_subschemas(&mut leave_out_null, schema);
}

fn without_null(property: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = property.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            property.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(values)) = property.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Array(choices)) = property.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").and_then(Value::as_str) != Some("null"));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            property.shift_remove("anyOf");
            for (keyword, value) in only {
                property.entry(keyword).or_insert(value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::*;

    /// Says hello, in a description that
    /// goes on in the next line.
    ///
    /// And in another paragraph.
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "camelCase")]
    struct Hello {
        /// Whom to greet.
        user_name: String,
        /// How often.
        times: Option<u8>,
        /// In which tone.
        tone: Option<Tone>,
        /// A picture to show.
        picture: Option<crate::BlobId>,
        /// What else there is to say.
        more: Option<Value>,
    }

    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(rename_all = "kebab-case")]
    enum Tone {
        VeryWarm,
        Cool,
    }

    #[test]
    fn an_input_refuses_unknown_fields_and_nulls() {
        insta::assert_snapshot!(serde_json::to_string_pretty(&input_schema::<Hello>()).unwrap());
    }

    /// Says nothing.
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Silence {}

    #[test]
    fn an_input_without_fields_refuses_every_field() {
        let schema = input_schema::<Silence>();
        assert_eq!(schema.get("properties"), Some(&serde_json::json!({})));
        assert_eq!(schema.get("additionalProperties"), Some(&Value::Bool(false)));
    }

    #[test]
    fn an_output_may_hold_more_and_null() {
        insta::assert_snapshot!(serde_json::to_string_pretty(&output_schema::<Hello>()).unwrap());
    }
}
