use connector_sdk::Fields;
use connector_sdk::serde_json::Value;

/// What Data Center gives only on request, by the input that asks for it.
const INCLUDED: &[(&str, &str)] = &[
    ("includeLabels", "metadata.labels"),
    ("includeProperties", "metadata.properties"),
    ("includeOperations", "operations"),
];

/// Adds what the input asks to include to the names in `expand`, and takes these inputs out. What Data Center cannot
/// include stays, and so becomes an error, unless it is not wanted anyway.
pub(crate) fn include(fields: &mut Fields, expand: &mut String) {
    for (input, name) in INCLUDED {
        if fields.shift_remove(*input) == Some(Value::Bool(true)) {
            expand.extend([",", name]);
        }
    }
    // Its versions are always there.
    fields.shift_remove("includeVersion");
    fields.retain(|name, value| !name.starts_with("include") || *value != Value::Bool(false));
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn what_is_wanted_is_named_and_what_cannot_be_had_stays() {
        for (input, expanded, left) in [
            (json!({"includeLabels": true, "includeOperations": false}), "version,metadata.labels", json!({})),
            (json!({"includeVersion": false, "id": "1"}), "version", json!({"id": "1"})),
            (json!({"includeLikes": true, "includeVersions": false}), "version", json!({"includeLikes": true})),
        ] {
            let Value::Object(mut fields) = input else { panic!("an input is an object") };
            let mut expand = "version".to_owned();
            include(&mut fields, &mut expand);
            assert_eq!((expand.as_str(), Value::Object(fields)), (expanded, left));
        }
    }
}
