//! What Data Center is asked for content: inputs of Cloud's shape as its parameters.

use connector_sdk::serde_json::Value;
use connector_sdk::{Error, Fields};

use super::CONTENT;
use super::body::read_body;

/// What Data Center gives of content only on request, by the input that asks for it.
pub(crate) const INCLUDED: &[(&str, &str)] = &[
    ("includeLabels", "metadata.labels"),
    ("includeProperties", "metadata.properties"),
    ("includeOperations", "operations"),
    ("includeDirectChildren", "children.page"),
];

/// Makes `expand` of what is always asked for and of the inputs that ask for more: `bodyFormat`, those of `included`, and
/// a list `expand`. What else begins with `include` stays, and so becomes an error, unless it is not wanted anyway.
///
/// # Errors
/// `invalid-input` for a body in the Atlassian Document Format.
pub(crate) fn expanded(always: &str, included: &[(&str, &str)], mut fields: Fields) -> Result<Fields, Error> {
    let mut expand = always.to_owned();
    read_body(&mut fields, &mut expand)?;
    for (input, name) in included {
        if fields.shift_remove(*input) == Some(Value::Bool(true)) {
            expand.extend([",", name]);
        }
    }
    // Its version is always there.
    fields.shift_remove("includeVersion");
    fields.retain(|name, value| !name.starts_with("include") || *value != Value::Bool(false));
    if let Some(Value::Array(more)) = fields.shift_remove("expand") {
        for name in more.iter().filter_map(Value::as_str) {
            expand.extend([",", name]);
        }
    }
    fields.insert("expand".to_owned(), expand.into());
    Ok(fields)
}

/// The same for content: what [`content`](super::content()) reads is always asked for.
pub(crate) fn expand(fields: Fields) -> Result<Fields, Error> {
    expanded(CONTENT, INCLUDED, fields)
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

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    fn fields(value: Value) -> Fields {
        let Value::Object(fields) = value else { unreachable!("an object is given") };
        fields
    }

    #[test]
    fn inputs_become_what_is_expanded_and_what_cannot_be_had_stays() {
        for (input, expanded, left) in [
            (json!({}), "", json!({})),
            (json!({"bodyFormat": "view"}), ",body.view", json!({})),
            (json!({"includeLabels": true, "includeOperations": false}), ",metadata.labels", json!({})),
            (json!({"includeVersion": false, "id": "1"}), "", json!({"id": "1"})),
            (json!({"includeLikes": true, "includeVersions": false}), "", json!({"includeLikes": true})),
            (json!({"expand": ["restrictions.read", "operations"]}), ",restrictions.read,operations", json!({})),
        ] {
            let mut asked = expand(fields(input)).unwrap();
            assert_eq!(asked.shift_remove("expand"), Some(format!("{CONTENT}{expanded}").into()));
            assert_eq!(Value::Object(asked), left);
        }
        assert!(expand(fields(json!({"bodyFormat": "atlas_doc_format"}))).is_err());
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
}
