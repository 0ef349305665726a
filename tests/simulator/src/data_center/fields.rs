//! The fields of a request body, read strictly.

use serde_json::{Map, Value};

use super::call::{Call, content_id};
use super::refusal::invalid;
use crate::answer::Answer;

/// Holds the fields of one JSON object of a request, and what it is called in errors.
#[derive(Debug)]
pub(super) struct Fields {
    map: Map<String, Value>,
    path: String,
}

impl Fields {
    /// Reads a body that is an object with no other fields than these.
    pub(super) fn read(call: &Call<'_>, allowed: &[&str]) -> Result<Self, Answer> {
        Self::of(parse(call)?, "", allowed)
    }

    /// Takes an object that has no other fields than these.
    pub(super) fn of(value: Value, path: &str, allowed: &[&str]) -> Result<Self, Answer> {
        let Value::Object(map) = value else {
            let what = if path.is_empty() { "The request body".to_owned() } else { format!("Field '{path}'") };
            return Err(invalid(&format!("{what} must be a JSON object")));
        };
        let fields = Self { map, path: path.to_owned() };
        match fields.map.keys().find(|name| !allowed.contains(&name.as_str())) {
            Some(name) => Err(invalid(&format!("Unknown body field '{}' (simulator)", fields.named(name)))),
            None => Ok(fields),
        }
    }

    /// Returns a string; absent and null are the same.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Answer> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(name, "a string")),
        }
    }

    /// Returns a string that must be there and not be blank.
    pub(super) fn required(&self, name: &str) -> Result<&str, Answer> {
        let text = self.text(name)?.filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| self.absent(name))
    }

    /// Returns a string that must be one of some.
    pub(super) fn choice(&self, name: &str, allowed: &[&str]) -> Result<Option<&str>, Answer> {
        match self.text(name)? {
            Some(text) if !allowed.contains(&text) => Err(self.wrong(name, &format!("one of {}", allowed.join(", ")))),
            text => Ok(text),
        }
    }

    /// Returns a whole number.
    pub(super) fn integer(&self, name: &str) -> Result<Option<i64>, Answer> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_i64().map(Some).ok_or_else(|| self.wrong(name, "a whole number")),
        }
    }

    /// Returns a content id, which clients write as a string or as a number.
    pub(super) fn id(&self, name: &str) -> Result<Option<u64>, Answer> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => content_id(text).map(Some),
            Some(value) => value.as_u64().map(Some).ok_or_else(|| self.wrong(name, "a content id")),
        }
    }

    /// Returns a boolean, false if absent.
    pub(super) fn flag(&self, name: &str) -> Result<bool, Answer> {
        match self.map.get(name) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(value)) => Ok(*value),
            Some(_) => Err(self.wrong(name, "true or false")),
        }
    }

    /// Takes an object out that has no other fields than these.
    pub(super) fn object(&mut self, name: &str, allowed: &[&str]) -> Result<Option<Self>, Answer> {
        let path = self.named(name);
        self.take(name).map(|value| Self::of(value, &path, allowed)).transpose()
    }

    /// Takes a list of objects out that have no other fields than these.
    pub(super) fn objects(&mut self, name: &str, allowed: &[&str]) -> Result<Option<Vec<Self>>, Answer> {
        let path = self.named(name);
        self.take(name).map(|value| objects(value, &path, allowed)).transpose()
    }

    /// Takes a field out; absent and null are the same.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.map.remove(name).filter(|value| !value.is_null())
    }

    /// Tells whether a field is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Refuses for want of a field.
    pub(super) fn absent(&self, name: &str) -> Answer {
        invalid(&format!("Field '{}' is required", self.named(name)))
    }

    fn wrong(&self, name: &str, expected: &str) -> Answer {
        invalid(&format!("Field '{}' must be {expected}", self.named(name)))
    }

    fn named(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }
}

/// Reads a body as JSON.
pub(super) fn parse(call: &Call<'_>) -> Result<Value, Answer> {
    serde_json::from_slice(call.json()?).map_err(|error| invalid(&format!("Malformed JSON: {error}")))
}

/// Takes a list of objects that have no other fields than these.
pub(super) fn objects(value: Value, path: &str, allowed: &[&str]) -> Result<Vec<Fields>, Answer> {
    let Value::Array(list) = value else {
        let what = if path.is_empty() { "The request body".to_owned() } else { format!("Field '{path}'") };
        return Err(invalid(&format!("{what} must be a JSON array")));
    };
    list.into_iter().map(|value| Fields::of(value, path, allowed)).collect()
}
