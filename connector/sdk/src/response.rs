use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::json::from_bytes;
use crate::reading::read;
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

    /// The name that the service gives the body as a file (RFC 6266), without a folder.
    pub fn file_name(&self) -> Option<String> {
        let disposition = self.header("content-disposition")?;
        let plain = parameter(disposition, "filename").map(|name| name.replace("\\\"", "\""));
        let name = parameter(disposition, "filename*").and_then(decoded).or(plain)?;
        name.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).map(str::to_owned)
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
    pub fn json<T: DeserializeOwned + 'static>(&self) -> Result<T, Error> {
        read(self.value()?).map_err(|error| self.unexpected(&error))
    }

    fn value(&self) -> Result<Value, Error> {
        from_bytes(self.bytes()).map_err(|error| self.unexpected(&error))
    }

    fn unexpected(&self, error: &serde_json::Error) -> Error {
        Error::from_response(ErrorKind::Service, format!("the service answered with unexpected JSON: {error}"), self)
    }
}

/// A parameter of a header's value, such as `filename` of `attachment; filename="a.txt"`.
fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = header.split_once(';')?.1;
    loop {
        let (found, value) = rest.split_once('=')?;
        let value = value.trim_start();
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_at(closing_quote(quoted)?),
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if found.trim().eq_ignore_ascii_case(name) {
            return Some(value.trim_end());
        }
        rest = after.split_once(';')?.1;
    }
}

/// Where a quoted text ends: at the first quotation mark without a backslash before it.
fn closing_quote(quoted: &str) -> Option<usize> {
    let mut escaped = false;
    quoted.find(|letter| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends
    })
}

/// Reads an extended value (RFC 8187) such as `UTF-8''na%C3%AFve.txt`.
fn decoded(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_read_as_browsers_read_it() {
        for (disposition, name) in [
            ("attachment; filename=\"report.pdf\"", Some("report.pdf")),
            ("attachment;filename=report.pdf; size=3", Some("report.pdf")),
            ("attachment; filename=\"a;b \\\"c\\\".txt\"", Some("a;b \"c\".txt")),
            ("attachment; filename=\"nave.txt\"; filename*=UTF-8''na%C3%AFve.txt", Some("naïve.txt")),
            ("attachment; filename*=ISO-8859-1''a.txt; filename=b.txt", Some("b.txt")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"C:\\\\", None),
            ("attachment; filename=\"\"", None),
            ("attachment", None),
            ("inline; filename", None),
        ] {
            let response = Response {
                status: 200,
                headers: vec![("content-disposition".to_owned(), disposition.to_owned())],
                body: ResponseBody::Memory(Vec::new()),
            };
            assert_eq!(response.file_name().as_deref(), name, "{disposition}");
        }
    }
}
