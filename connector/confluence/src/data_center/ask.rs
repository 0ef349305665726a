//! What Data Center is asked for content: inputs of Cloud's shape as its parameters.

use connector_sdk::serde_json::Value;
use connector_sdk::{Error, ErrorKind, Fields};

use super::CONTENT;
use crate::bodies;

/// What Data Center gives only on request, by the input that asks for it.
const INCLUDED: &[(&str, &str)] = &[
    ("includeLabels", "metadata.labels"),
    ("includeProperties", "metadata.properties"),
    ("includeOperations", "operations"),
    ("includeDirectChildren", "children.page"),
];

/// Makes `expand` of the inputs that ask for more: `bodyFormat`, those that begin with `include`, and a list `expand`.
pub(crate) fn expand(mut fields: Fields) -> Result<Fields, Error> {
    let mut expand = CONTENT.to_owned();
    if let Some(Value::String(format)) = fields.shift_remove("bodyFormat") {
        if format == ADF {
            return Err(no_adf("/bodyFormat"));
        }
        expand.extend([",body.", bodies::served(&format)]);
    }
    for (input, name) in INCLUDED {
        if fields.shift_remove(*input) == Some(Value::Bool(true)) {
            expand.extend([",", name]);
        }
    }
    if let Some(Value::Array(more)) = fields.shift_remove("expand") {
        for name in more.iter().filter_map(Value::as_str) {
            expand.extend([",", name]);
        }
    }
    // Its version is always there.
    fields.shift_remove("includeVersion");
    fields.insert("expand".to_owned(), expand.into());
    Ok(fields)
}

/// The same for one piece of content, which may be a draft.
pub(crate) fn one(fields: Fields) -> Result<Fields, Error> {
    let mut fields = expand(fields)?;
    if fields.shift_remove("getDraft") == Some(Value::Bool(true)) {
        fields.insert("status".to_owned(), "draft".into());
    } else if given(&fields, "version") && !given(&fields, "status") {
        // An earlier version is historical, and Data Center looks among what is current unless told otherwise.
        fields.insert("status".to_owned(), "any".into());
    }
    Ok(fields)
}

fn given(fields: &Fields, name: &str) -> bool {
    fields.get(name).is_some_and(|value| !value.is_null())
}

/// The name of the Atlassian Document Format.
pub(super) const ADF: &str = "atlas_doc_format";

/// Data Center does not know the Atlassian Document Format.
pub(super) fn no_adf(at: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, "Data Center does not know the Atlassian Document Format")
        .problem(at, "cannot be `atlas_doc_format` here")
        .hint("Use `storage`")
}

/// Refuses what is left of an input after everything with a meaning was taken out of it.
pub(crate) fn nothing_left(fields: &Fields) -> Result<(), Error> {
    let mut left = fields.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name).peekable();
    if left.peek().is_none() {
        return Ok(());
    }
    let error = Error::new(ErrorKind::InvalidInput, "Data Center does not know every field of the input");
    Err(left.fold(error, |error, name| error.problem(format!("/{name}"), "means nothing here; leave it out")))
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    fn fields(value: Value) -> Fields {
        let Value::Object(fields) = value else { unreachable!("an object is given") };
        fields
    }

    #[test]
    fn inputs_become_what_is_expanded() {
        for (input, expanded) in [
            (json!({}), CONTENT.to_owned()),
            (json!({"bodyFormat": "view"}), format!("{CONTENT},body.view")),
            (json!({"includeLabels": true, "includeOperations": false}), format!("{CONTENT},metadata.labels")),
            (json!({"includeVersion": false}), CONTENT.to_owned()),
            (json!({"expand": ["restrictions.read", "operations"]}), format!("{CONTENT},restrictions.read,operations")),
        ] {
            let asked = expand(fields(input)).unwrap();
            assert_eq!(Value::Object(asked), json!({ "expand": expanded }));
        }
        assert!(expand(fields(json!({"bodyFormat": ADF}))).is_err());
    }

    #[test]
    fn one_piece_of_content_may_be_a_draft_or_historical() {
        for (input, status) in [
            (json!({}), Value::Null),
            (json!({"getDraft": true}), json!("draft")),
            (json!({"version": 2}), json!("any")),
            (json!({"version": 2, "status": ["historical"]}), json!(["historical"])),
            (json!({"status": ["trashed"], "version": null}), json!(["trashed"])),
        ] {
            let asked = one(fields(input.clone())).unwrap();
            assert_eq!(asked.get("status").unwrap_or(&Value::Null), &status, "{input}");
        }
    }

    #[test]
    fn what_has_no_meaning_is_named() {
        assert!(nothing_left(&fields(json!({"ownerId": null}))).is_ok());
        let error = nothing_left(&fields(json!({"ownerId": "1", "private": true}))).unwrap_err();
        let at: Vec<&str> = error.problems.iter().map(|problem| problem.at.as_str()).collect();
        assert_eq!(at, ["/ownerId", "/private"]);
    }
}
