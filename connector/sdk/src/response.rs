use serde::de::DeserializeOwned;

use crate::{BlobId, Error, ErrorKind, Response, ResponseBody};

impl Response {
    /// Whether the status is in the 200s.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header's first value; names are in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body; empty where it went into a blob.
    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            ResponseBody::Memory(bytes) => bytes,
            ResponseBody::Blob(_) => &[],
        }
    }

    /// The blob that holds the body, where it was received as one.
    pub fn blob(&self) -> Option<BlobId> {
        match &self.body {
            ResponseBody::Memory(_) => None,
            ResponseBody::Blob(id) => Some(BlobId(id.clone())),
        }
    }

    /// Whether the body is JSON, going by its media type.
    pub fn is_json(&self) -> bool {
        self.header("content-type").is_some_and(|media_type| {
            let media_type = media_type.split(';').next().unwrap_or_default().trim();
            media_type == "application/json" || media_type.ends_with("+json")
        })
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// `service` where the body is not JSON of this shape.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(self.bytes()).map_err(|error| {
            Error::from_response(
                ErrorKind::Service,
                format!("the service answered with unexpected JSON: {error}"),
                self,
            )
        })
    }
}
