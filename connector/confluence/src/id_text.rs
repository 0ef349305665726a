//! Ids as texts.

use connector_sdk::serde_json::Value;

/// An id as a text, which it is in Cloud's second API: elsewhere it is a number in some places. None where there is none.
pub(crate) fn id_text(id: &Value) -> Option<String> {
    match id {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use connector_sdk::serde_json::json;

    use super::*;

    #[test]
    fn an_id_is_a_text_or_a_number() {
        for (id, text) in [
            (json!("7"), Some("7")),
            (json!("att7"), Some("att7")),
            (json!(98309), Some("98309")),
            (json!(""), None),
            (json!(null), None),
            (json!(["7"]), None),
        ] {
            assert_eq!(id_text(&id).as_deref(), text, "{id}");
        }
    }
}
