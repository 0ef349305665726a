//! A filled-in form as a JSON document, in which secrets stand too.

use std::collections::BTreeMap;

use connector_runtime::{ConnectionType, Location};
use serde_json::{Map, Value};

use super::form::read;
use crate::failure::Failure;

/// What such a document says.
#[derive(Default)]
pub(super) struct Document {
    pub(super) name: Option<String>,
    pub(super) connector: Option<String>,
    pub(super) location: Option<Location>,
    pub(super) connection_type: Option<ConnectionType>,
    pub(super) auth_type: Option<String>,
    /// Secrets among them.
    pub(super) fields: BTreeMap<String, String>,
}

impl Document {
    /// Reads a file, or standard input where it is `-`.
    pub(super) fn read(path: &str) -> Result<Self, Failure> {
        let text = read(path)?;
        let value = serde_json::from_str(&text).map_err(|error| {
            // Its message would show what stands there, which may be a secret.
            wrong(format!("the form is not JSON: it is wrong at line {} column {}", error.line(), error.column()))
        })?;
        let Value::Object(mut object) = value else { return Err(wrong("the form is not a JSON object".to_owned())) };
        let document = Self {
            name: text_of(&mut object, "name")?,
            connector: text_of(&mut object, "connector")?,
            location: location(object.remove("location"))?,
            connection_type: match object.remove("connectionType") {
                None | Some(Value::Null) => None,
                Some(value) => serde_json::from_value(value)
                    .map(Some)
                    .map_err(|_| wrong("`connectionType` of the form is none that there is".to_owned()))?,
            },
            auth_type: text_of(&mut object, "authType")?,
            fields: fields(object.remove("fields"))?,
        };
        match object.keys().next() {
            Some(name) => Err(wrong(format!("the form has a `{name}`, which no form has"))),
            None => Ok(document),
        }
    }
}

fn text_of(object: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Failure> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(wrong(format!("`{name}` of the form is not text"))),
    }
}

fn location(value: Option<Value>) -> Result<Option<Location>, Failure> {
    let read = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => Location::parse(&text),
        Some(value) => serde_json::from_value(value).ok(),
    };
    read.map(Some).ok_or_else(|| wrong("`location` of the form is none such as `Project/Folder`".to_owned()))
}

/// Fields as the form has them: all are text.
fn fields(value: Option<Value>) -> Result<BTreeMap<String, String>, Failure> {
    let object = match value {
        None | Some(Value::Null) => return Ok(BTreeMap::new()),
        Some(Value::Object(object)) => object,
        Some(_) => return Err(wrong("`fields` of the form is not a JSON object".to_owned())),
    };
    let mut fields = BTreeMap::new();
    for (name, value) in object {
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text,
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::Array(_) | Value::Object(_) => {
                return Err(wrong(format!("`{name}` among the fields of the form is not text")));
            }
        };
        fields.insert(name, text);
    }
    Ok(fields)
}

fn wrong(message: String) -> Failure {
    Failure::usage(message, r#"Such as `{"name": "acme", "location": "Home", "authType": "…", "fields": {"…": "…"}}`"#)
}
