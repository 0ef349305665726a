//! What users read is in order: every action, field and value is described, in whole sentences.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

use std::collections::BTreeSet;

use connector_confluence::Confluence;
use connector_sdk::serde_json::{Value, from_str};
use connector_sdk::{Choice, Connector, Effect, Entry, Field, FieldKind, Manifest, ManifestAction, Method, Route};

fn actions() -> Vec<ManifestAction> {
    connector_sdk::describe::<Confluence>().actions
}

/// Collects faults, so that one run shows them all.
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Begins with a capital, a digit or code, and ends with a full stop.
fn is_prose(text: &str) -> bool {
    text.starts_with(|first: char| first.is_uppercase() || first == '`') && text.ends_with('.') && !text.contains("  ")
}

#[test]
fn every_action_says_what_it_does() {
    let mut faults = Vec::new();
    for action in actions() {
        let first = action.description.split([' ', ':', ',']).next().unwrap();
        if !is_prose(&action.description) || !first.ends_with('s') || action.description.starts_with('`') {
            faults.push(format!("{}: `{}`", action.name, action.description));
        }
    }
    none(&faults);
}

#[test]
fn every_field_and_value_is_described() {
    let mut faults = Vec::new();
    for action in actions() {
        let schemas = [
            ("input", Some(&action.input_schema)),
            ("output", Some(&action.output_schema)),
            ("item", action.item_schema.as_ref()),
        ];
        for (name, schema) in schemas {
            let Some(schema) = schema else { continue };
            undescribed(&from_str(schema).unwrap(), &format!("{} {name}", action.name), &mut faults);
        }
    }
    none(&faults);
}

/// Every property, and every value of an enumeration, has a description.
fn undescribed(schema: &Value, at: &str, faults: &mut Vec<String>) {
    let described = |schema: &Value| schema.get("description").and_then(Value::as_str).is_some_and(is_prose);
    match schema {
        Value::Object(keywords) => {
            for (keyword, value) in keywords {
                let at = format!("{at}/{keyword}");
                if keyword == "properties" || keyword == "$defs" {
                    for (name, property) in value.as_object().unwrap() {
                        if !described(property) {
                            faults.push(format!("{at}/{name}: {}", property["description"]));
                        }
                        undescribed(property, &format!("{at}/{name}"), faults);
                    }
                    continue;
                }
                if keyword == "enum" && value.as_array().is_some_and(|values| values.len() > 1) {
                    faults.push(format!("{at}: values without descriptions: {value}"));
                }
                undescribed(value, &at, faults);
            }
            if keywords.contains_key("const") && !described(schema) {
                faults.push(format!("{at}: {schema}"));
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                undescribed(value, &format!("{at}/{index}"), faults);
            }
        }
        _ => {}
    }
}

#[test]
fn the_form_explains_itself() {
    let manifest = connector_sdk::describe::<Confluence>();
    let mut faults = Vec::new();
    let mut look = |at: &str, label: &str, hint: Option<&str>| {
        if !label.starts_with(char::is_uppercase) || label.ends_with('.') || !hint.is_some_and(is_prose) {
            faults.push(format!("{at}: `{label}`, `{}`", hint.unwrap_or_default()));
        }
    };
    let fields = |fields: &[Field]| fields.to_vec();
    for field in fields(&manifest.fields) {
        look(&field.name, &field.label, field.hint.as_deref());
    }
    for auth_type in &manifest.auth_types {
        look(&auth_type.name, &auth_type.label, auth_type.hint.as_deref());
        for field in fields(&auth_type.fields) {
            look(&format!("{}/{}", auth_type.name, field.name), &field.label, field.hint.as_deref());
        }
    }
    for choice in choices(&manifest) {
        if !choice.label.starts_with(char::is_uppercase) || !choice.hint.as_deref().is_none_or(is_prose) {
            faults.push(format!("{}: `{}`, {:?}", choice.value, choice.label, choice.hint));
        }
    }
    for field in &manifest.derived {
        assert!(field.label.starts_with(char::is_uppercase) && !field.label.ends_with('.'), "{}", field.label);
    }
    none(&faults);
    assert!(is_prose(&manifest.description));
}

fn choices(manifest: &Manifest) -> Vec<&Choice> {
    let fields = manifest.fields.iter().chain(manifest.auth_types.iter().flat_map(|auth_type| &auth_type.fields));
    fields
        .filter_map(|field| match &field.kind {
            FieldKind::Choice(choices) => Some(choices),
            _ => None,
        })
        .flatten()
        .collect()
}

#[test]
fn names_are_unique_and_in_their_case() {
    let manifest = connector_sdk::describe::<Confluence>();
    let mut names = BTreeSet::new();
    for action in &manifest.actions {
        assert!(names.insert(&action.name), "{} twice", action.name);
        for name in [&action.name, &action.group] {
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
        }
        let schema: Value = from_str(&action.input_schema).unwrap();
        for field in schema["properties"].as_object().unwrap().keys() {
            assert!(is_camel_case(field), "{}: {field}", action.name);
        }
    }
    for auth_type in &manifest.auth_types {
        let mut names = BTreeSet::new();
        let asked = manifest.fields.iter().chain(&auth_type.fields).map(|field| &field.name);
        for name in asked.chain(manifest.derived.iter().map(|field| &field.name)) {
            assert!(names.insert(name), "{}: {name} twice", auth_type.name);
            assert!(is_camel_case(name), "{name}");
        }
    }
}

#[test]
fn the_actions_of_a_group_stand_together() {
    let manifest = connector_sdk::describe::<Confluence>();
    let mut groups: Vec<&str> = manifest.actions.iter().map(|action| action.group.as_str()).collect();
    groups.dedup();
    assert_eq!(groups.iter().collect::<BTreeSet<_>>().len(), groups.len(), "{groups:?}");
}

fn is_camel_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[test]
fn routes_and_fields_fit() {
    let mut faults = Vec::new();
    for (entry, action) in Confluence::ACTIONS.iter().zip(actions()) {
        let schema: Value = from_str(&action.input_schema).unwrap();
        let fields: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let every: Vec<Route> = entry.routes().map(|route| Route::parse(route.route).unwrap()).collect();
        let route = &every[0];
        // What an input may leave out, an action with further requests can find out by one of them.
        for name in route.path_fields().filter(|name| entry.also.is_empty() && !required.contains(name)) {
            faults.push(format!("{}: `{name}` of the path is not required", entry.name));
        }
        for name in route.query_fields().filter(|name| !fields.contains(name)) {
            faults.push(format!("{}: `{name}` of the query is no field", entry.name));
        }
        if every.iter().all(|route| route.method() == Some(Method::Get)) {
            let mut named: BTreeSet<&str> =
                every.iter().flat_map(|route| route.path_fields().chain(route.query_fields())).collect();
            named.extend(entry.routes().flat_map(|route| route.given).map(|(field, _)| *field));
            // What makes its request of its fields in a way of its own has a meaning for them.
            let passes_on = entry.also.is_empty() && entry.route.ask.is_none();
            for name in fields.iter().filter(|name| passes_on && !named.contains(*name) && **name != "all") {
                faults.push(format!("{}: `{name}` goes nowhere", entry.name));
            }
        } else if action.effect == Effect::Read && !only_reads(entry) {
            faults.push(format!("{}: reads with a method that changes", entry.name));
        }
    }
    none(&faults);
}

/// Some questions are asked with `POST`; their scopes tell.
fn only_reads(entry: &Entry) -> bool {
    let reads = |scope: &&str| ["read:", "readonly:", "search:", "READ"].iter().any(|start| scope.starts_with(start));
    entry.routes().all(|route| route.scopes.first().is_some_and(|set| set.iter().all(&reads)))
}

#[test]
fn hints_begin_with_a_capital_and_have_no_period() {
    let mut hints = 0;
    for (path, case) in connector_sdk::player::read_folder(std::path::Path::new("../../tests/cases")) {
        let Some(hint) = case.error.and_then(|error| error.hint) else { continue };
        let first = hint.chars().next().unwrap_or_default();
        assert!(first.is_uppercase() || first == '`', "{}: {hint}", path.display());
        assert!(!hint.ends_with('.'), "{}: {hint}", path.display());
        hints += 1;
    }
    assert!(hints > 10);
}
