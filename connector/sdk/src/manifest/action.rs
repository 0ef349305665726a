use schemars::Schema;
use serde_json::{Value, json};

use super::{owned, when};
use crate::bindings::Route as ManifestRoute;
use crate::paging::EMITTED;
use crate::request::DEFAULT_ENDPOINT;
use crate::{Entry, ManifestAction, Route};

/// An action's part of the manifest.
pub(crate) fn action(entry: &Entry) -> ManifestAction {
    let mut input = (entry.input)();
    let description =
        take(&mut input, "description").and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default();
    take(&mut input, "title");
    let mut output = (entry.output)().to_value();
    let mut item = None;
    if let Some(paging) = &entry.paging {
        item = item_schema(&output, paging.items);
        page_or_summary(&mut output);
    }
    let routes = entry.routes().map(|route| ManifestRoute {
        endpoint: DEFAULT_ENDPOINT.to_owned(),
        request: Route::pattern(route.route).to_owned(),
        scopes: route.scopes.iter().map(|set| owned(set)).collect(),
        when: when(route.when),
    });
    ManifestAction {
        name: entry.name.to_owned(),
        title: title(entry.name),
        description,
        group: entry.group.to_owned(),
        input_schema: input.as_value().to_string(),
        output_schema: output.to_string(),
        item_schema: item.map(|schema| schema.to_string()),
        effect: entry.effect,
        repeatable: entry.repeatable,
        routes: routes.collect(),
        when: when(entry.when),
        deprecated: None,
        annotations: "{}".to_owned(),
    }
}

/// Takes a keyword out and leaves the others in their order.
fn take(schema: &mut Schema, keyword: &str) -> Option<Value> {
    schema.as_object_mut()?.shift_remove(keyword)
}

/// `get-page` as `Get page`.
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
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
