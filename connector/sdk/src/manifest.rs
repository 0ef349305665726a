use schemars::Schema;
use serde_json::{Value, json};

use crate::bindings::{Choice, Route as ManifestRoute};
use crate::paging::EMITTED;
use crate::request::DEFAULT_ENDPOINT;
use crate::{Condition, Entry, Field, FieldKind, ManifestAction, Route};

impl Field {
    /// An optional field of a kind.
    pub fn new(name: &str, label: &str, kind: FieldKind) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: None,
            kind,
            required: false,
            default: None,
            pattern: None,
            when: Vec::new(),
            advanced: false,
            annotations: "{}".to_owned(),
        }
    }

    /// Says where to find the value, or what it does.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }

    /// Must be filled in where it is shown.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The value where none is entered.
    #[must_use]
    pub fn default_value(mut self, value: &str) -> Self {
        self.default = Some(value.to_owned());
        self
    }

    /// A regular expression (RE2 syntax) that the whole value must match.
    #[must_use]
    pub fn pattern(mut self, pattern: &str) -> Self {
        self.pattern = Some(pattern.to_owned());
        self
    }

    /// Shows it only where these conditions hold.
    #[must_use]
    pub fn when(mut self, conditions: &[(&str, &[&str])]) -> Self {
        self.when = when(conditions);
        self
    }
}

impl Choice {
    /// A value that may be chosen, and its name for people.
    pub fn new(value: &str, label: &str) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), hint: None }
    }
}

/// The conditions that each of these fields has one of its values.
pub fn when(conditions: &[(&str, &[&str])]) -> Vec<Condition> {
    conditions
        .iter()
        .map(|(field, values)| Condition {
            field: (*field).to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        })
        .collect()
}

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
    let routes = std::iter::once(entry.route).chain(entry.also.iter().copied()).map(|route| ManifestRoute {
        endpoint: DEFAULT_ENDPOINT.to_owned(),
        request: Route::pattern(route).to_owned(),
        when: Vec::new(),
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
