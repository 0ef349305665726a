//! The connection form as a JSON Schema, for platforms that draw forms from schemas and for checks before anything is sent.

use serde_json::{Map, Value, json};

use crate::manifest::{AuthType, Condition, Field, FieldKind, Manifest};

/// The schema (2020-12) of a document `{name, connector, location, connectionType, authType, fields}`.
///
/// Secrets stand among the fields and are `writeOnly`. What is shown only where other fields have some value is asked for,
/// and refused otherwise, by `if` and `then`.
pub(crate) fn connection_schema(manifest: &Manifest) -> Value {
    let names: Vec<&str> = manifest.auth_types.iter().map(|auth_type| auth_type.name.as_str()).collect();
    let labels: Vec<Value> = manifest.auth_types.iter().map(choice).collect();
    let definitions: Map<String, Value> =
        manifest.auth_types.iter().map(|auth_type| (auth_type.name.clone(), fields(manifest, auth_type))).collect();
    let cases: Vec<Value> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let mut wanted = json!({"properties": {"authType": {"const": name}}});
            if index > 0 {
                // Where it is left out, the first one is meant.
                wanted["required"] = json!(["authType"]);
            }
            json!({"if": wanted, "then": {"properties": {"fields": {"$ref": format!("#/$defs/{name}")}}}})
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("{} connection", manifest.title),
        "description": manifest.description,
        "type": "object",
        "properties": {
            "name": {
                "title": "Connection name",
                "type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[^\u0000-\u001f\u007f]*\S[^\u0000-\u001f\u007f]*$",
            },
            "connector": {"title": "Connector", "const": manifest.name},
            "location": {
                "title": "Location",
                "description": "The project and the folder in it where the connection is kept.",
                "type": "object",
                "properties": {
                    "project": {"title": "Project", "type": "string", "minLength": 1, "maxLength": 100, "default": "Home"},
                    "folder": {"title": "Folder", "type": "string", "minLength": 1},
                },
                "required": ["project"],
                "additionalProperties": false,
            },
            "connectionType": {
                "title": "Connection type",
                "description": "How the service is reached.",
                "oneOf": [{"const": "direct", "title": "Cloud or direct"}],
                "default": "direct",
            },
            "authType": {"title": "Auth type", "oneOf": labels, "default": names.first()},
            "fields": {"type": "object"},
        },
        "required": ["name", "fields"],
        "additionalProperties": false,
        "allOf": cases,
        "$defs": definitions,
    })
}

fn choice(auth_type: &AuthType) -> Value {
    let mut choice = json!({"const": auth_type.name, "title": auth_type.label});
    if let Some(hint) = &auth_type.hint {
        choice["description"] = json!(hint);
    }
    if let Ok(annotations @ Value::Object(_)) = serde_json::from_str(auth_type.annotations.get())
        && annotations != json!({})
    {
        choice["x-annotations"] = annotations;
    }
    choice
}

/// The fields of one auth type.
fn fields(manifest: &Manifest, auth_type: &AuthType) -> Value {
    let form: Vec<&Field> = manifest.form(auth_type).collect();
    let properties: Map<String, Value> = form
        .iter()
        .enumerate()
        .map(|(order, field)| {
            let mut property = property(field);
            property["x-order"] = json!(order + 1);
            (field.name.clone(), property)
        })
        .collect();
    let required: Vec<&str> = form
        .iter()
        .filter(|field| field.required && field.default.is_none() && field.when.is_empty())
        .map(|field| field.name.as_str())
        .collect();
    let mut rules: Vec<Value> = Vec::new();
    if !auth_type.when.is_empty() {
        rules.push(all_of(&auth_type.when, &form));
    }
    for field in form.iter().filter(|field| !field.when.is_empty()) {
        let mut rule = json!({
            "if": all_of(&field.when, &form),
            "else": {"properties": {&field.name: false}},
        });
        if field.required && field.default.is_none() {
            rule["then"] = json!({"required": [field.name]});
        }
        rules.push(rule);
    }
    let mut schema = json!({
        "title": auth_type.label,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if let Some(hint) = &auth_type.hint {
        schema["description"] = json!(hint);
    }
    if !rules.is_empty() {
        schema["allOf"] = Value::Array(rules);
    }
    schema
}

/// All of these conditions, where a field that is left out has its default.
fn all_of(conditions: &[Condition], form: &[&Field]) -> Value {
    let rules: Vec<Value> = conditions
        .iter()
        .map(|condition| {
            let mut rule = json!({"properties": {&condition.field: {"enum": condition.values}}});
            let default =
                form.iter().find(|field| field.name == condition.field).and_then(|field| field.default.as_ref());
            if default.is_none_or(|default| !condition.values.contains(default)) {
                rule["required"] = json!([condition.field]);
            }
            rule
        })
        .collect();
    match <[Value; 1]>::try_from(rules) {
        Ok([rule]) => rule,
        Err(rules) => json!({"allOf": rules}),
    }
}

fn property(field: &Field) -> Value {
    let mut property = match &field.kind {
        FieldKind::Text => json!({"type": "string"}),
        FieldKind::Secret(secret) => {
            let mut property = json!({"type": "string", "writeOnly": true, "format": "password"});
            if secret.multiline {
                property["x-multiline"] = json!(true);
            }
            if let Some(expires) = &secret.expires {
                property["x-expires"] = json!(expires);
            }
            property
        }
        FieldKind::Url => json!({"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^?#@]+$"}),
        FieldKind::Subdomain(suffix) => json!({
            "type": "string",
            "x-suffix": suffix,
            "pattern": format!(
                r"^([Hh][Tt][Tt][Pp][Ss]?://)?[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?({})?(/.*)?$",
                suffix.replace('.', r"\.")
            ),
        }),
        FieldKind::Email => json!({"type": "string", "format": "email", "pattern": r"^[^@\s]+@[^@\s]+\.[^@\s]+$"}),
        FieldKind::Boolean => json!({"enum": ["true", "false"]}),
        FieldKind::Integer => json!({"type": "string", "pattern": "^[+-]?[0-9]+$"}),
        FieldKind::Date => json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        FieldKind::Choice(choices) => {
            let choices: Vec<Value> = choices
                .iter()
                .map(|choice| {
                    let mut value = json!({"const": choice.value, "title": choice.label});
                    if let Some(hint) = &choice.hint {
                        value["description"] = json!(hint);
                    }
                    value
                })
                .collect();
            json!({"oneOf": choices})
        }
    };
    property["title"] = json!(field.label);
    if let Some(hint) = &field.hint {
        property["description"] = json!(hint);
    }
    if let Some(default) = &field.default {
        property["default"] = json!(default);
    }
    if let Some(pattern) = &field.pattern {
        property["allOf"] = json!([{"pattern": format!("^(?:{pattern})$")}]);
    }
    if field.required && property.get("type").is_some() {
        property["minLength"] = json!(1);
    }
    if field.advanced {
        property["x-advanced"] = json!(true);
    }
    property
}
