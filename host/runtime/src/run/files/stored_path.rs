//! A path in a document: as text, or else byte for byte, so that a path that is not Unicode is found again.

use std::path::{Path, PathBuf};

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Text(String),
    Bytes {
        /// Two lower-case digits for each byte.
        hexadecimal: String,
    },
}

pub(super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    let stored = match path.to_str() {
        Some(text) => Some(Stored::Text(text.to_owned())),
        None => bytes_of(path).map(|bytes| Stored::Bytes { hexadecimal: crate::hexadecimal::hexadecimal(bytes) }),
    };
    stored.ok_or_else(|| S::Error::custom("a path is not Unicode"))?.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
    match Stored::deserialize(deserializer)? {
        Stored::Text(text) => Ok(PathBuf::from(text)),
        Stored::Bytes { hexadecimal } => {
            let path = read(&hexadecimal).and_then(path_of);
            path.ok_or_else(|| D::Error::custom("a path is not one of this system"))
        }
    }
}

/// The bytes of hexadecimal digits.
fn read(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = digits.as_bytes().chunks_exact(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// Whether a run can be kept that finds a file at this path again.
pub(super) fn can_be_kept(path: &Path) -> bool {
    path.to_str().is_some() || bytes_of(path).is_some()
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Option<&[u8]> {
    use std::os::unix::ffi::OsStrExt;
    Some(path.as_os_str().as_bytes())
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    Some(PathBuf::from(std::ffi::OsString::from_vec(bytes)))
}

/// Elsewhere a path is no bytes.
#[cfg(not(unix))]
fn bytes_of(_: &Path) -> Option<&[u8]> {
    None
}

#[cfg(not(unix))]
fn path_of(_: Vec<u8>) -> Option<PathBuf> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Given(#[serde(with = "super")] PathBuf);

    #[test]
    fn a_path_comes_back_as_it_was() {
        for (bytes, stored) in
            [(b"/a/\xc3\xbc b".to_vec(), json!("/a/ü b")), (b"/a/\xfc".to_vec(), json!({ "hexadecimal": "2f612ffc" }))]
        {
            let given = Given(path_of(bytes).unwrap());
            let document = serde_json::to_value(&given).unwrap();
            assert_eq!(document, stored);
            assert_eq!(serde_json::from_value::<Given>(document).unwrap(), given);
        }
        for wrong in
            [json!({ "hexadecimal": "2f6" }), json!({ "hexadecimal": "+f" }), json!({ "hexadecimal": "ü1" }), json!(1)]
        {
            assert!(serde_json::from_value::<Given>(wrong.clone()).is_err(), "{wrong}");
        }
    }
}
