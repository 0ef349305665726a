use schemars::Schema;
use serde_json::{Value, json};

use super::Documents;
use crate::Entry;
use crate::paging::EMITTED;

/// Writes what the manifest says of an action in documents.
pub(crate) fn documents(entry: &Entry) -> Documents {
    let mut input = (entry.input)();
    let description =
        take(&mut input, "description").and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
    take(&mut input, "title");
    close(&mut input);
    let mut output = (entry.output)().to_value();
    let mut item = entry.item.map(|schema| schema().to_value());
    if let Some(paging) = &entry.paging {
        take_a_page(&mut input, paging.limit);
        item = item_schema(&output, paging.items);
        page_or_summary(&mut output);
    }
    Documents {
        name: entry.name.to_owned(),
        description,
        input: input.as_value().to_string(),
        output: output.to_string(),
        item: item.map(|schema| schema.to_string()),
    }
}

/// Takes a keyword out and leaves the others in their order.
fn take(schema: &mut Schema, keyword: &str) -> Option<Value> {
    schema.as_object_mut()?.shift_remove(keyword)
}

/// Refuses unknown fields of an input without fields too: an empty struct has a schema that names none to be closed to.
fn close(input: &mut Schema) {
    if let Some(input) = input.as_object_mut() {
        input.entry("properties").or_insert_with(|| json!({}));
        input.entry("additionalProperties").or_insert(Value::Bool(false));
    }
}

/// The inputs that every list has.
fn take_a_page(input: &mut Schema, limit: u32) {
    let Some(input) = input.as_object_mut() else { return };
    let Some(properties) = input.get_mut("properties").and_then(Value::as_object_mut) else { return };
    let fields = json!({
        "limit": {
            "type": "integer",
            "format": "uint32",
            "minimum": 1,
            "maximum": limit,
            "description": format!("The most results in one answer. By default, as the service has it; {limit} with `all`."),
        },
        "cursor": {
            "type": "string",
            "description": "Where to go on: `_links.next` of an earlier answer. By default, at the beginning.",
        },
        "all": {
            "type": "boolean",
            "description": "Whether to follow every page and hand over each result as it comes. Default: `false`.",
        },
    });
    if let Value::Object(fields) = fields {
        properties.extend(fields);
    }
}

/// The schema of one result, taken out of the schema of a page.
fn item_schema(page: &Value, items: &str) -> Option<Value> {
    let item = page.get("properties")?.get(items)?.get("items")?;
    let mut schema = json!({ "$schema": page.get("$schema")? });
    let fields = schema.as_object_mut()?;
    fields.extend(item.as_object()?.clone());
    if let Some(definitions) = page.get("$defs") {
        fields.insert("$defs".to_owned(), definitions.clone());
    }
    Some(schema)
}

/// A page of results, or what is left of it once all were handed over.
fn page_or_summary(page: &mut Value) {
    let Some(page) = page.as_object_mut() else { return };
    page.shift_remove("required");
    if let Some(Value::Object(properties)) = page.get_mut("properties") {
        properties.insert(
            EMITTED.to_owned(),
            json!({
                "type": "integer",
                "minimum": 0,
                "description": "How many results were handed over one by one; instead of all else, where `all` is true.",
            }),
        );
    }
}
