//! Whether a manifest makes sense, before its connector is installed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::call::Route;
use crate::call::events::printable;
use crate::egress::unfillable_base;
use crate::manifest::{Action, Credential, Effect, Field, FieldKind, Manifest};
use crate::schema::{Schema, misplaced};

/// Everything that contradicts itself in a manifest.
pub(crate) fn problems(manifest: &Manifest) -> Vec<String> {
    let mut problems = Vec::new();
    if !is_name(&manifest.name) {
        problems.push(format!("`{}` is not a name in kebab-case", manifest.name));
    }
    if semver::Version::parse(&manifest.version).is_err() {
        problems.push(format!("`{}` is not a semantic version", manifest.version));
    }
    if manifest.auth_types.is_empty() {
        problems.push("it has no auth type; one without a credential is enough".to_owned());
    }
    unique("auth type", manifest.auth_types.iter().map(|auth_type| &auth_type.name), &mut problems);
    unique("endpoint", manifest.endpoints.iter().map(|endpoint| &endpoint.name), &mut problems);
    unique("action", manifest.actions.iter().map(|action| &action.name), &mut problems);
    for auth_type in &manifest.auth_types {
        let form: Vec<&Field> = manifest.form(auth_type).collect();
        let of = format!("of auth type `{}`", auth_type.name);
        unique(&format!("field {of}"), form.iter().map(|field| &field.name), &mut problems);
        for field in &form {
            check_field(field, &of, &mut problems);
        }
        for name in credential_fields(&auth_type.credential) {
            if !form.iter().any(|field| field.name == name) {
                problems.push(format!("the credential {of} names the field `{name}`, which does not exist"));
            }
        }
        let secret = match &auth_type.credential {
            Credential::Basic { password: name, .. } | Credential::Bearer(name) => Some(name),
            Credential::Oauth2(oauth2) => oauth2.client_secret.as_ref(),
            Credential::None => None,
        };
        if let Some(name) = secret
            && form.iter().any(|field| field.name == *name && !field.kind.is_secret())
        {
            problems.push(format!("the credential {of} keeps its secret in the field `{name}`, which is not one"));
        }
    }
    if let Some(template) = unfillable_base(manifest) {
        problems.push(format!(
            "the base URL `{template}` cannot be filled in: a field in it must be a whole URL, or a subdomain, over https"
        ));
    }
    unique("derived field", manifest.derived.iter().map(|field| &field.name), &mut problems);
    let of_forms = || manifest.fields.iter().chain(manifest.auth_types.iter().flat_map(|auth_type| &auth_type.fields));
    for derived in &manifest.derived {
        if of_forms().any(|field| field.name == derived.name) {
            problems.push(format!("the derived field `{}` would replace one of the form", derived.name));
        }
    }
    for action in &manifest.actions {
        check_action(action, manifest, &mut problems);
    }
    for words in shown(manifest) {
        if printable(words) != words {
            problems.push(format!("`{}` has letters that are not for one line of text", printable(words)));
        }
    }
    problems
}

/// What stands in the middle of what a host says: on a line of its own it would be taken for the host's own words.
fn shown(manifest: &Manifest) -> impl Iterator<Item = &str> {
    let of_forms = manifest.auth_types.iter().flat_map(|auth_type| &auth_type.fields);
    let fields = manifest.fields.iter().chain(of_forms).flat_map(|field| {
        let choices = match &field.kind {
            FieldKind::Choice(choices) => choices.as_slice(),
            _ => &[],
        };
        std::iter::once(&field.label).chain(choices.iter().map(|choice| &choice.label))
    });
    let of_itself = [&manifest.title].into_iter().chain(manifest.derived.iter().map(|field| &field.label));
    let auth_types = manifest.auth_types.iter().map(|auth_type| &auth_type.label);
    let actions = manifest.actions.iter().flat_map(|action| [&action.title, &action.group]);
    of_itself.chain(fields).chain(auth_types).chain(actions).map(String::as_str)
}

fn unique<'a>(what: &str, names: impl Iterator<Item = &'a String>, problems: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    for name in names {
        if name.is_empty() {
            problems.push(format!("a {what} has no name"));
        }
        if !seen.insert(name) {
            problems.push(format!("two {what}s are called `{name}`"));
        }
    }
}

fn check_field(field: &Field, of: &str, problems: &mut Vec<String>) {
    let place = format!("field `{}` {of}", field.name);
    if let Some(pattern) = &field.pattern
        && regex::Regex::new(pattern).is_err()
    {
        problems.push(format!("the pattern of {place} cannot be read"));
    }
    // It becomes a key of JSON documents and part of what names a secret.
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !field.name.bytes().all(plain) {
        problems.push(format!("{place} has a name with other characters than letters, digits, `-` and `_`"));
    }
    if field.kind == FieldKind::Url && field.default.is_some() {
        problems.push(format!("{place} is an address and has a default, which the user did not choose"));
    }
    if field.kind.is_secret() && field.default.is_some() {
        problems.push(format!("{place} is a secret and has a default"));
    }
}

fn credential_fields(credential: &Credential) -> Vec<&str> {
    match credential {
        Credential::None => Vec::new(),
        Credential::Basic { username, password } => vec![username, password],
        Credential::Bearer(token) => vec![token],
        Credential::Oauth2(oauth2) => {
            let named = [&oauth2.client_secret, &oauth2.scope_field, &oauth2.scopes_field];
            std::iter::once(&oauth2.client_id).chain(named.into_iter().flatten()).map(String::as_str).collect()
        }
    }
}

fn check_action(action: &Action, manifest: &Manifest, problems: &mut Vec<String>) {
    let name = &action.name;
    if !is_name(name) {
        problems.push(format!("action `{name}` has no name in kebab-case"));
    }
    for route in &action.routes {
        if action.effect == Effect::Read && route.request.starts_with("DELETE ") {
            problems.push(format!("action `{name}` reads, and may send `{}`", route.request));
        }
        if Route::read(route).is_none() {
            problems.push(format!("the route `{}` of action `{name}` cannot be read", route.request));
        }
        if !manifest.endpoints.iter().any(|endpoint| endpoint.name == route.endpoint) {
            problems.push(format!("action `{name}` names the endpoint `{}`, which does not exist", route.endpoint));
        }
    }
    let schemas = [
        ("input", Some(&action.input_schema)),
        ("output", Some(&action.output_schema)),
        ("item", action.item_schema.as_ref()),
    ];
    check_marks(action.input_schema.get(), name, problems);
    let input: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
    for field in &action.schema_depends {
        if input.pointer("/properties").and_then(|properties| properties.get(field)).is_none() {
            problems
                .push(format!("the schemas of action `{name}` depend on the field `{field}`, which does not exist"));
        }
    }
    if !action.removes_given.is_empty() && action.effect != Effect::Write {
        problems.push(format!("action `{name}` says which inputs remove something, and does not write"));
    }
    for condition in &action.removes_given {
        let field = &condition.field;
        if condition.values.is_empty() {
            problems.push(format!("action `{name}` removes given no value of `{field}`, which never holds"));
        }
        if input.pointer("/properties").and_then(|properties| properties.get(field)).is_none() {
            problems.push(format!("action `{name}` removes given the field `{field}`, which does not exist"));
        }
    }
    for (what, schema) in schemas {
        if let Some(schema) = schema
            && let Err(reason) = Schema::new(schema.get())
        {
            problems.push(format!("the {what} schema of action `{name}` cannot be used: {reason}"));
        }
    }
}

/// Words that only fields of an input themselves, and the items of their lists, may carry: a mark that nobody sees would let
/// a secret through.
fn check_marks(schema: &str, name: &str, problems: &mut Vec<String>) {
    let schema = serde_json::from_str(schema).unwrap_or_default();
    for word in ["x-secret", "x-blob"] {
        problems.extend(misplaced(&schema, word).into_iter().map(|place| {
            format!(
                "the input schema of action `{name}` has `{word}` at `{place}`, and only its own fields may have it"
            )
        }));
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_nobody_would_see_is_refused() {
        let nested = r#"{"properties": {"login": {"properties": {"password": {"x-secret": true}}}}}"#;
        let referred = r##"{"properties": {"file": {"$ref": "#/$defs/File"}}, "$defs": {"File": {"x-blob": true}}}"##;
        for (schema, words) in [(nested, "`x-secret` at `/properties/login"), (referred, "`x-blob` at `/$defs/File`")] {
            let mut problems = Vec::new();
            check_marks(schema, "sign-in", &mut problems);
            assert!(problems.len() == 1 && problems[0].contains(words), "{problems:?}");
        }
        let mut problems = Vec::new();
        check_marks(r#"{"properties": {"token": {"x-secret": true}}}"#, "sign-in", &mut problems);
        assert_eq!(problems, Vec::<String>::new());
    }
}
