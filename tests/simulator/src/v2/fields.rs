//! The fields of a request body, read strictly.

use http::StatusCode;
use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::refusal::{Shape, v2};

/// Holds the fields of one JSON object of a request.
#[derive(Debug)]
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Takes a request body whose fields were checked on arrival.
    pub(super) fn whole(value: Value) -> Result<Self, Answer> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            _ => Err(invalid("The request body must be a JSON object")),
        }
    }

    /// Takes an object that has no other fields than these.
    pub(super) fn of(value: Value, what: &str, allowed: &[&str]) -> Result<Self, Answer> {
        let Value::Object(map) = value else { return Err(invalid(&format!("{what} must be a JSON object"))) };
        match map.keys().find(|name| !allowed.contains(&name.as_str())) {
            Some(name) => Err(invalid(&format!("Unknown body field '{name}' (simulator)"))),
            None => Ok(Self(map)),
        }
    }

    /// Returns a string; absent and null are the same.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Answer> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(invalid(&format!("Field '{name}' must be a string"))),
        }
    }

    /// Returns a string that must be there.
    pub(super) fn required(&self, name: &str) -> Result<&str, Answer> {
        self.text(name)?.ok_or_else(|| missing(name))
    }

    /// Returns an id, which the API writes as a string.
    pub(super) fn id(&self, name: &str) -> Result<Option<u64>, Answer> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| Shape::V2.wrong_type(text, name, "ContentId"))
    }

    /// Returns a string that must be one of some.
    pub(super) fn choice(&self, name: &str, allowed: &[&str]) -> Result<Option<&str>, Answer> {
        match self.text(name)? {
            Some(text) if !allowed.contains(&text) => {
                let expected = allowed.join(", ");
                Err(invalid(&format!("Provided value {{{text}}} for '{name}' is not one of: {expected}")))
            }
            text => Ok(text),
        }
    }

    /// Takes a field out; absent and null are the same.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    /// Tells whether a field is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// Refuses a body as invalid.
pub(super) fn invalid(title: &str) -> Answer {
    v2(StatusCode::BAD_REQUEST, title)
}

/// Refuses a body for want of a field.
pub(super) fn missing(name: &str) -> Answer {
    invalid(&format!("Field '{name}' is required"))
}
