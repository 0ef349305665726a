//! Lists of the values that fields of inputs may take, such as the spaces of a site.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::call::events::printable;
use crate::connection::Connection;
use crate::manifest::Action;
use crate::redact::Redactor;
use crate::schema::unknown;
use crate::{Error, Problem};

/// Which values of a list are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionQuery {
    /// What the user typed; none: any value.
    pub search: Option<String>,
    /// The fields of the input that the list depends on: `depends` of the schema's `x-options`.
    pub inputs: Map<String, Value>,
    /// Where to go on: [`OptionPage::next`] of an earlier page.
    pub cursor: Option<String>,
}

/// Some values of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionPage {
    /// The values.
    pub items: Vec<OptionItem>,
    /// Where to go on; none at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A value that a field may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OptionItem {
    /// What goes into the field.
    pub value: String,
    /// For people.
    pub label: String,
    /// What tells it from others of the same label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Connection {
    /// Lists the values that a field may take whose schema names this list: `x-options`.
    ///
    /// # Errors
    /// Where the connector has no such list, or what the service says.
    pub async fn options(&self, list: &str, query: &OptionQuery) -> Result<OptionPage, Error> {
        let (page, call) = self.ask(async |instance| instance.options(list, query).await).await?;
        Ok(page.clean(&call.redactor()))
    }
}

impl Connection {
    /// Lists the values that a field of an action's input may take; the inputs of the query are those of that action.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where the action has no such field, there is no list for it, or an input is given that the
    /// list does not depend on; and as [`action`](Self::action) and [`options`](Self::options).
    pub async fn options_of(&self, action: &str, field: &str, query: &OptionQuery) -> Result<OptionPage, Error> {
        let list = list_of(self.action(action)?.manifest(), field, &query.inputs)?;
        self.options(&list, query).await
    }
}

/// The list that a field takes its values from.
fn list_of(action: &Action, field: &str, inputs: &Map<String, Value>) -> Result<String, Error> {
    let invalid = |name: &str, message: String| {
        let problems = vec![Problem { at: format!("/{name}"), message }];
        Error::InvalidInput { action: action.name.clone(), problems }
    };
    let schema: Value = serde_json::from_str(action.input_schema.get()).unwrap_or_default();
    let properties = schema.get("properties").and_then(Value::as_object);
    let Some(property) = properties.and_then(|properties| properties.get(field)) else {
        let known: Vec<&str> = properties.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        return Err(invalid(field, unknown(field, &known)));
    };
    let found = options_in(&schema, property, 0).and_then(|found| Some((found, found.get("list")?.as_str()?)));
    let Some((found, list)) = found else {
        return Err(invalid(field, "has no list of values".to_owned()));
    };
    let depends = found.get("depends").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let depends: Vec<&str> = depends.collect();
    if let Some(stray) = inputs.keys().find(|name| !depends.contains(&name.as_str())) {
        let known: Vec<String> = depends.iter().map(|name| format!("`{name}`")).collect();
        let on = if known.is_empty() { "nothing".to_owned() } else { known.join(" and ") };
        return Err(invalid(stray, format!("does not matter: the values of `{field}` depend on {on}")));
    }
    Ok(list.to_owned())
}

/// `x-options` of a schema, of one that it refers to or is a choice of, or of its elements.
fn options_in<'a>(root: &'a Value, schema: &'a Value, depth: u8) -> Option<&'a Value> {
    // A schema may refer to itself.
    if depth > 16 {
        return None;
    }
    let referred = schema.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
    let choices = ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|word| schema.get(word)?.as_array()).flatten();
    let inner =
        referred.and_then(|pointer| root.pointer(pointer)).into_iter().chain(choices).chain(schema.get("items"));
    schema.get("x-options").or_else(|| inner.into_iter().find_map(|schema| options_in(root, schema, depth + 1)))
}

impl OptionPage {
    /// Without secrets and without what a terminal would act on.
    fn clean(self, redactor: &Redactor) -> Self {
        let clean = |text: String| printable(&redactor.text(&text));
        let items = self.items.into_iter().map(|item| OptionItem {
            value: redactor.text(&item.value).into_owned(),
            label: clean(item.label),
            hint: item.hint.map(clean),
        });
        Self { items: items.collect(), next: self.next.map(|next| redactor.text(&next).into_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(field: &str, inputs: &Value) -> Result<String, String> {
        let schema = json!({"type": "object", "properties": {
            "space": {"type": "string", "x-options": {"list": "spaces"}},
            "parent": {"$ref": "#/$defs/Parent"},
            "labels": {"type": "array", "items": {"type": "string", "x-options": {"list": "labels", "depends": ["space", "limit"]}}},
            "limit": {"type": "integer"},
        }, "$defs": {"Parent": {"type": "string", "x-options": {"list": "pages", "depends": ["space"]}}}});
        let action: Action = serde_json::from_value(json!({
            "name": "list", "title": "", "description": "", "group": "", "inputSchema": schema, "outputSchema": {},
            "effect": "read", "repeatable": true, "routes": [], "when": [], "annotations": {},
        }))
        .unwrap();
        list_of(&action, field, inputs.as_object().unwrap()).map_err(|error| {
            let problem = &error.problems()[0];
            format!("{}: {}", problem.at, problem.message)
        })
    }

    #[test]
    fn a_field_names_its_list_and_what_that_depends_on() {
        assert_eq!(asked("space", &json!({})), Ok("spaces".to_owned()));
        assert_eq!(asked("parent", &json!({"space": "DOCS"})), Ok("pages".to_owned()));
        assert_eq!(asked("labels", &json!({"space": "DOCS", "limit": 5})), Ok("labels".to_owned()));
        let stray = "/limit: does not matter: the values of `parent` depend on `space`";
        assert_eq!(asked("parent", &json!({"limit": 5})), Err(stray.to_owned()));
        assert_eq!(asked("limit", &json!({})), Err("/limit: has no list of values".to_owned()));
        assert_eq!(asked("spaec", &json!({})), Err("/spaec: is not known; did you mean `space`?".to_owned()));
    }
}
