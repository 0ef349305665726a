//! What Data Center takes to create content.

use connector_sdk::serde_json::{Value, json};
use connector_sdk::{Error, Fields, refuse_fields};

use super::{CONTENT, body};
use crate::bodies;

/// Makes of the input of `create-page` or `create-blogpost` the content that Data Center takes.
pub(crate) fn new_content(kind: &str, mut fields: Fields) -> Result<Fields, Error> {
    let mut content = Fields::new();
    content.insert("type".to_owned(), kind.into());
    for name in ["title", "status"] {
        if let Some(value) = given(&mut fields, name) {
            content.insert(name.to_owned(), value);
        }
    }
    if let Some(key) = given(&mut fields, "spaceKey") {
        content.insert("space".to_owned(), json!({ "key": key }));
    }
    if let Some(parent) = given(&mut fields, "parentId") {
        content.insert("ancestors".to_owned(), json!([{ "id": parent }]));
    }
    bodies::convert(&mut fields)?;
    if let Some(written) = given(&mut fields, "body") {
        content.insert("body".to_owned(), body(&written)?);
    }
    refuse_fields(&fields, &|_| true)?;
    content.insert("expand".to_owned(), CONTENT.into());
    Ok(content)
}

fn given(fields: &mut Fields, name: &str) -> Option<Value> {
    fields.shift_remove(name).filter(|value| !value.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(input: Value) -> Result<Fields, Error> {
        let Value::Object(fields) = input else { unreachable!("an object is given") };
        new_content("page", fields)
    }

    #[test]
    fn content_is_nested_as_data_center_has_it() {
        let mut content = asked(json!({
            "spaceKey": "DOCS", "title": "Plan", "status": "draft", "parentId": "7",
            "body": {"representation": "wiki", "value": "h1. Plan"},
        }))
        .unwrap();
        assert_eq!(content.shift_remove("expand"), Some(CONTENT.into()));
        assert_eq!(
            Value::Object(content),
            json!({
                "type": "page", "title": "Plan", "status": "draft", "space": {"key": "DOCS"}, "ancestors": [{"id": "7"}],
                "body": {"wiki": {"value": "h1. Plan", "representation": "wiki"}},
            })
        );
    }

    #[test]
    fn what_data_center_does_not_know_is_refused() {
        for (input, at) in [
            (json!({"private": true}), "/private"),
            (json!({"body": {"representation": "atlas_doc_format", "value": "{}"}}), "/body/representation"),
            (json!({"body": {"value": ""}}), "/body/representation"),
        ] {
            assert_eq!(asked(input).unwrap_err().problems[0].at, at);
        }
    }
}
