//! Checks request bodies.

use serde_json::Value;

use super::{Field, Operation, Type};
use crate::answer::Answer;
use crate::refusal::Shape;

impl Operation {
    /// Tells whether the operation takes a JSON body.
    pub(crate) fn has_body(&self) -> bool {
        self.body.is_some()
    }

    /// Tells whether a request without a body is one without fields.
    pub(crate) fn may_lack_body(&self) -> bool {
        !self.needs_body
            && matches!(&self.body, Some(Type::Record(fields)) if fields.iter().all(|field| !field.required))
    }

    /// Reads a body, or refuses what is not as it should be; null is refused where the document does not name it.
    pub(crate) fn read_body(&self, bytes: &[u8], shape: Shape) -> Result<Value, Answer> {
        let value =
            serde_json::from_slice(bytes).map_err(|error| shape.invalid(&format!("Malformed JSON: {error}")))?;
        if let Some(kind) = &self.body {
            check(kind, "", &value, shape)?;
        }
        Ok(value)
    }
}

/// Checks a value, whose place is spelled `version.number`; the body's own place is empty.
fn check(kind: &Type, place: &str, value: &Value, shape: Shape) -> Result<(), Answer> {
    let named = if place.is_empty() { "The request body".to_owned() } else { format!("Field '{place}'") };
    let refuse = |what: &str| Err(shape.invalid(&format!("{named} must be {what}")));
    match (kind, value) {
        (Type::Text(Some(most)), Value::String(text)) if text.chars().count() > *most => {
            Err(shape.invalid(&format!("{named} has more than {most} characters")))
        }
        (Type::Any, _)
        | (Type::Text(_), Value::String(_))
        | (Type::Flag, Value::Bool(_))
        | (Type::Number, Value::Number(_))
        | (Type::Object, Value::Object(_)) => Ok(()),
        (Type::Text(_), _) => refuse("a string"),
        (Type::Flag, _) => refuse("true or false"),
        (Type::Number, _) => refuse("a number"),
        (Type::Integer(low, high), value) => match value.as_i64() {
            None => refuse("a whole number"),
            Some(number) if low.is_some_and(|low| number < low) => refuse("larger"),
            Some(number) if high.is_some_and(|high| number > high) => refuse("smaller"),
            Some(_) => Ok(()),
        },
        (Type::Choice(words), value) => {
            match value.as_str() {
                Some(word) if words.contains(&word) => Ok(()),
                Some(word) => Err(shape
                    .invalid(&format!("Provided value {{{word}}} for '{place}' is not one of: {}", words.join(", ")))),
                None => refuse("a string"),
            }
        }
        (Type::List(_, least, _), Value::Array(items)) if items.len() < *least => {
            Err(shape.invalid(&format!("{named} takes at least {least} values, not {}", items.len())))
        }
        (Type::List(_, _, Some(most)), Value::Array(items)) if items.len() > *most => {
            Err(shape.invalid(&format!("{named} takes at most {most} values, not {}", items.len())))
        }
        (Type::List(item, ..), Value::Array(items)) => {
            items.iter().try_for_each(|value| check(item, place, value, shape))
        }
        (Type::List(..), _) => refuse("a JSON array"),
        (Type::Record(fields), Value::Object(map)) => {
            if let Some(name) = map.keys().find(|name| !fields.iter().any(|field| field.name == name.as_str())) {
                return Err(shape.invalid(&format!("Unknown body field '{name}' (simulator)")));
            }
            fields.iter().try_for_each(|field| check_field(field, place, map.get(field.name), shape))
        }
        (Type::Record(_) | Type::Object, _) => refuse("a JSON object"),
    }
}

fn check_field(field: &Field, place: &str, value: Option<&Value>, shape: Shape) -> Result<(), Answer> {
    let place = if place.is_empty() { field.name.to_owned() } else { format!("{place}.{}", field.name) };
    match value {
        None | Some(Value::Null) if field.required => Err(shape.invalid(&format!("Field '{place}' is required"))),
        None => Ok(()),
        Some(Value::Null) if field.nullable => Ok(()),
        Some(value) => check(&field.kind, &place, value, shape),
    }
}
