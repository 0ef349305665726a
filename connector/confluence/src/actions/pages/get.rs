use connector_sdk::serde_json::Value;
use connector_sdk::{Error, Fields};

use crate::data_center::CONTENT;

/// What Data Center gives only on request, by the input that asks for it.
const INCLUDED: &[(&str, &str)] = &[
    ("includeLabels", "metadata.labels"),
    ("includeProperties", "metadata.properties"),
    ("includeOperations", "operations"),
    ("includeDirectChildren", "children.page"),
];

/// The parameters of Data Center.
pub(super) fn ask(mut fields: Fields) -> Result<Fields, Error> {
    let mut expand = CONTENT.to_owned();
    if let Some(Value::String(format)) = fields.shift_remove("bodyFormat") {
        expand.extend([",body.", &format]);
    }
    for (input, name) in INCLUDED {
        if fields.shift_remove(*input) == Some(Value::Bool(true)) {
            expand.extend([",", name]);
        }
    }
    if fields.shift_remove("getDraft") == Some(Value::Bool(true)) {
        fields.insert("status".to_owned(), "draft".into());
    }
    // Its versions are always there.
    fields.shift_remove("includeVersion");
    fields.insert("expand".to_owned(), expand.into());
    Ok(fields)
}
