use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::reading::read;
use crate::{Error, ErrorKind, Response, ResponseBody};

/// A JSON document as text: what an action hands over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// Writes a value as JSON.
    ///
    /// # Errors
    /// `internal` where the value has no JSON form, such as a map with keys that are not strings.
    pub fn of(value: &impl Serialize) -> Result<Self, Error> {
        Self::written(serde_json::to_string(value))
    }

    /// What does not depend on the type stands once, not in a component's code for each type; so it is wherever values are
    /// read or written.
    fn written(text: serde_json::Result<String>) -> Result<Self, Error> {
        text.map(Self).map_err(|error| Error::new(ErrorKind::Internal, format!("the output has no JSON form: {error}")))
    }

    /// Takes the body of a response as it is, so that no field of it is lost; an empty one becomes `null`.
    ///
    /// # Errors
    /// `service` where the body is not JSON, going by its media type, or was received as a blob.
    pub fn from_response(response: Response) -> Result<Self, Error> {
        if !response.is_json() && !response.bytes().iter().all(u8::is_ascii_whitespace) {
            let media_type = response.header("content-type").unwrap_or("nothing named").to_owned();
            let message = format!("the service answered with `{media_type}` instead of JSON");
            return Err(Error::from_response(ErrorKind::Service, message, &response)
                .hint("Check the address of the connection: something else may stand there, such as a log-in page"));
        }
        match response.body {
            ResponseBody::Memory(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => Ok(Self("null".to_owned())),
            ResponseBody::Memory(bytes) => String::from_utf8(bytes)
                .map(Self)
                .map_err(|_| Error::new(ErrorKind::Service, "the service answered with something other than text")),
            ResponseBody::Blob(_) => Err(Error::new(ErrorKind::Internal, "the response went into a blob")),
        }
    }

    /// Takes a text that is JSON.
    pub(crate) fn from_text(text: String) -> Self {
        Self(text)
    }

    /// Reads it.
    ///
    /// # Errors
    /// `service` where it is not JSON after all.
    pub fn read<T: DeserializeOwned + 'static>(&self) -> Result<T, Error> {
        parse(&self.0)
            .and_then(read)
            .map_err(|error| Error::new(ErrorKind::Service, format!("the service's answer cannot be read: {error}")))
    }

    /// Gives up the text.
    pub fn into_text(self) -> String {
        self.0
    }
}

/// Reads a value out of its text.
///
/// # Errors
/// Where it is not JSON.
pub fn parse(text: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(text)
}

/// Reads something out of bytes. A component holds the code that reads JSON for text alone, which `serde_json` itself needs,
/// and not for bytes a second time.
pub(crate) fn from_bytes<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, serde_json::Error> {
    serde_json::from_str(std::str::from_utf8(bytes).map_err(serde_json::Error::custom)?)
}

/// A file that the host keeps: an input or output of an action. It has any size; a connector reads of it what it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlobId(pub String);

impl JsonSchema for BlobId {
    fn schema_name() -> Cow<'static, str> {
        "BlobId".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "x-blob": true })
    }
}
