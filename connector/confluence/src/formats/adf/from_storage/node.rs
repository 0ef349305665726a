//! Nodes and marks, put together part by part: the macro of `serde_json` would cost a component much for each of them.

use serde_json::{Map, Value};

/// A node or a mark that is being put together.
pub(super) struct Made(Map<String, Value>);

/// Begins a node or a mark.
#[inline(never)]
pub(super) fn made(kind: &str) -> Made {
    Made(Map::from_iter([("type".to_owned(), Value::from(kind))]))
}

/// Begins an object that is no node.
pub(super) fn object() -> Made {
    Made(Map::new())
}

/// A text without marks.
pub(super) fn text(text: &str) -> Value {
    made("text").with("text", text.into()).done()
}

impl Made {
    /// Adds a field.
    #[inline(never)]
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    /// Adds an attribute.
    #[inline(never)]
    pub(super) fn attribute(mut self, name: &str, value: Value) -> Self {
        if let Value::Object(attributes) = self.0.entry("attrs").or_insert_with(|| Value::Object(Map::new())) {
            attributes.insert(name.to_owned(), value);
        }
        self
    }

    /// Adds what is in it.
    pub(super) fn content(self, content: Vec<Value>) -> Self {
        self.with("content", Value::Array(content))
    }

    #[inline(never)]
    pub(super) fn done(self) -> Value {
        Value::Object(self.0)
    }
}
