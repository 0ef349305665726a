use std::fmt::Write;

use bytes::Bytes;

use super::message::{Failure, Part, PartValue};
use super::outgoing::Piece;
use crate::hexadecimal::hexadecimal;

/// A body of `multipart/form-data` (RFC 7578).
pub(super) struct Form<'a> {
    pub(super) content_type: String,
    pub(super) pieces: Vec<Piece<'a>>,
}

impl<'a> Form<'a> {
    pub(super) fn new(parts: &'a [Part]) -> Result<Self, Failure> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| Failure::Denied("there is no randomness for a form".to_owned()))?;
        let boundary = format!("form-{}", hexadecimal(&random));
        let mut pieces = Vec::with_capacity(2 * parts.len() + 1);
        let mut between = String::new();
        for part in parts {
            let _ = write!(between, "--{boundary}\r\n{}\r\n\r\n", head(part)?);
            pieces.push(Piece::Bytes(Bytes::from(std::mem::take(&mut between))));
            pieces.push(match &part.value {
                PartValue::Bytes(bytes) => Piece::Bytes(bytes.clone()),
                PartValue::Blob(blob) => Piece::File(blob),
            });
            between.push_str("\r\n");
        }
        let _ = write!(between, "--{boundary}--\r\n");
        pieces.push(Piece::Bytes(Bytes::from(between)));
        Ok(Self { content_type: format!("multipart/form-data; boundary={boundary}"), pieces })
    }
}

/// The headers of a part. Names stand as they are, in UTF-8 (RFC 7578 §4.2 and §5.1).
fn head(part: &Part) -> Result<String, Failure> {
    let blob = match &part.value {
        PartValue::Bytes(_) => None,
        PartValue::Blob(blob) => Some(blob),
    };
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(&part.name));
    if let Some(name) = part.file_name.as_ref().or_else(|| blob.and_then(|blob| blob.file_name.as_ref())) {
        let _ = write!(head, "; filename=\"{}\"", quoted(name));
    }
    let media_type = part.media_type.as_ref().or_else(|| blob.and_then(|blob| blob.media_type.as_ref()));
    if let Some(media_type) = media_type.map(String::as_str).or(blob.map(|_| "application/octet-stream")) {
        let plain = media_type.contains('/') && media_type.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if !plain {
            return Err(Failure::Denied("a part's media type is not one".to_owned()));
        }
        let _ = write!(head, "\r\nContent-Type: {media_type}");
    }
    Ok(head)
}

/// Quotes and backslashes as in any quoted string (RFC 9110 §5.6.4), line ends as browsers write them.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\r', "%0D").replace('\n', "%0A").replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(parts: &[Part]) -> String {
        let form = Form::new(parts).unwrap();
        let boundary = form.content_type.split_once("boundary=").unwrap().1.to_owned();
        let bytes: Vec<u8> = form
            .pieces
            .iter()
            .flat_map(|piece| match piece {
                Piece::Bytes(bytes) => bytes.to_vec(),
                Piece::File(_) => Vec::new(),
            })
            .collect();
        String::from_utf8(bytes).unwrap().replace(&boundary, "B")
    }

    fn part(name: &str, file_name: Option<&str>, media_type: Option<&str>, value: &'static str) -> Part {
        Part {
            name: name.to_owned(),
            file_name: file_name.map(str::to_owned),
            media_type: media_type.map(str::to_owned),
            value: PartValue::Bytes(Bytes::from_static(value.as_bytes())),
        }
    }

    #[test]
    fn a_form_is_written_as_rfc_7578_says() {
        let parts = [part("comment", None, None, "é"), part("file", Some("a \"b\".txt"), Some("text/plain"), "x")];
        assert_eq!(
            text(&parts),
            "--B\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\né\r\n\
             --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".txt\"\r\n\
             Content-Type: text/plain\r\n\r\nx\r\n--B--\r\n"
        );
        assert_eq!(text(&[]), "--B--\r\n");
    }

    #[test]
    fn a_name_cannot_end_its_header() {
        let written = text(&[part("a\"\r\nX-Evil: 1\r\n\r\n", Some("b\r\nX-Evil: 2"), None, "")]);
        assert!(!written.contains("\nX-Evil"), "{written}");
        for media_type in ["text/plain\r\nX: y", "text", "", "té/xt"] {
            assert!(Form::new(&[part("a", None, Some(media_type), "")]).is_err(), "{media_type:?}");
        }
    }
}
