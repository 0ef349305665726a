//! What is said about requests whose answers have no body.

use connector_sdk::Fields;
use connector_sdk::serde_json::{Map, Value};

/// Adds fields of the input to an answer. One without a body becomes an object; what an answer has stays.
pub(super) fn echo(asked: &Fields, answer: &mut Value, names: &[&str]) {
    for name in names {
        if let Some(value) = asked.get(*name).filter(|value| !value.is_null()) {
            add(answer, name, value.clone());
        }
    }
}

/// Adds a field to an answer. One without a body becomes an object; what an answer has stays.
pub(super) fn add(answer: &mut Value, name: &str, value: impl Into<Value>) {
    if answer.is_null() {
        *answer = Value::Object(Map::new());
    }
    if let Some(fields) = answer.as_object_mut()
        && !fields.contains_key(name)
    {
        fields.insert(name.to_owned(), value.into());
    }
}

/// Makes a bare list an object with `results`.
pub(super) fn results(_: &Fields, answer: &mut Value) {
    if answer.is_array() {
        *answer = Value::Object(Map::from_iter([("results".to_owned(), answer.take())]));
    }
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn an_answer_keeps_what_it_has() {
        let asked = Fields::from_iter([("id".to_owned(), json!("7")), ("key".to_owned(), Value::Null)]);
        for (answer, expected) in [
            (json!(null), json!({"id": "7", "status": "deleted"})),
            (json!({}), json!({"id": "7", "status": "deleted"})),
            (json!({"id": 8, "status": "gone"}), json!({"id": 8, "status": "gone"})),
            (json!("OK"), json!("OK")),
        ] {
            let mut found = answer.clone();
            echo(&asked, &mut found, &["id", "key", "name"]);
            add(&mut found, "status", "deleted");
            assert_eq!(found, expected, "{answer}");
        }
    }

    #[test]
    fn only_a_bare_list_is_wrapped() {
        for (answer, expected) in [
            (json!([1]), json!({"results": [1]})),
            (json!({"results": [1]}), json!({"results": [1]})),
            (json!(null), json!(null)),
        ] {
            let mut found = answer;
            results(&Fields::new(), &mut found);
            assert_eq!(found, expected);
        }
    }
}
