//! Conditions as people read them: with the labels of a form, not with its names.

use super::{Condition, Field, FieldKind, Manifest};

impl Manifest {
    /// Conditions in words, such as `"Confluence address" is "On-prem URI"`. What has no label stands as it is.
    pub fn in_words(&self, conditions: &[Condition]) -> String {
        let parts: Vec<String> = conditions.iter().map(|condition| self.condition(condition)).collect();
        parts.join(" and ")
    }

    fn condition(&self, condition: &Condition) -> String {
        let own = self.auth_types.iter().flat_map(|auth_type| &auth_type.fields);
        let field = self.fields.iter().chain(own).find(|field| field.name == condition.field);
        let derived = self.derived.iter().find(|field| field.name == condition.field);
        let label = field.map(|field| &field.label).or(derived.map(|field| &field.label));
        let name = label.map_or_else(|| format!("`{}`", condition.field), |label| format!("\"{label}\""));
        let values: Vec<String> = condition.values.iter().map(|value| self::value(field, value)).collect();
        format!("{name} is {}", values.join(" or "))
    }
}

/// A value, by the label that it is chosen by.
fn value(field: Option<&Field>, value: &str) -> String {
    let choices = match field.map(|field| &field.kind) {
        Some(FieldKind::Choice(choices)) => choices.as_slice(),
        _ => &[],
    };
    let chosen = choices.iter().find(|choice| choice.value == value);
    chosen.map_or_else(|| format!("`{value}`"), |choice| format!("\"{}\"", choice.label))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn labels_stand_for_names_where_there_are_some() {
        let field = json!({ "name": "address", "label": "Address", "required": true, "when": [], "advanced": false,
            "annotations": {}, "kind": { "choice": [{ "value": "subdomain", "label": "Cloud" }, { "value": "uri", "label": "On-prem" }] } });
        let manifest: Manifest = serde_json::from_value(json!({
            "name": "x", "title": "", "version": "1.0.0", "description": "", "fields": [field],
            "derived": [{ "name": "entry", "label": "Entry", "hosts": [] }],
            "authTypes": [], "endpoints": [], "actions": [], "annotations": {},
        }))
        .unwrap();
        let condition = |field: &str, values: &[&str]| Condition {
            field: field.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        for (conditions, words) in [
            (vec![condition("address", &["uri"])], r#""Address" is "On-prem""#),
            (
                vec![condition("address", &["uri", "subdomain"]), condition("entry", &["gateway"])],
                r#""Address" is "On-prem" or "Cloud" and "Entry" is `gateway`"#,
            ),
            (vec![condition("other", &["x"])], "`other` is `x`"),
            (Vec::new(), ""),
        ] {
            assert_eq!(manifest.in_words(&conditions), words);
        }
    }
}
