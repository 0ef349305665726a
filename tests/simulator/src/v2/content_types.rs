//! `/content/convert-ids-to-types`.

use http::StatusCode;
use serde_json::{Value, json};

use super::fields::invalid;
use super::object;
use crate::answer::{Answer, Reply};
use crate::site::Call;
use crate::store::{Kind, Store};

/// Tells the types of content by their ids; what is not there has none.
pub(crate) fn convert(call: &Call<'_>) -> Reply {
    let store = call.world.store();
    let mut found = object(json!({}));
    for id in call.value["contentIds"].as_array().into_iter().flatten() {
        let text = match id {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return Err(invalid("Field 'contentIds' must hold strings or numbers")),
        };
        let number: Option<u64> = text.strip_prefix("att").unwrap_or(&text).parse().ok();
        let kind = number.and_then(|id| spelled(&store, id));
        found.insert(text, kind.map_or(Value::Null, Value::String));
    }
    Ok(Answer::json(StatusCode::OK, &json!({"results": found})))
}

fn spelled(store: &Store, id: u64) -> Option<String> {
    Some(match store.kind_of(id)? {
        Kind::InlineComment => "inline-comment".to_owned(),
        Kind::FooterComment => "footer-comment".to_owned(),
        Kind::CustomContent => store.content(id)?.detail.clone(),
        kind => kind.name().to_owned(),
    })
}
