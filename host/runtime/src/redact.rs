//! Takes secrets out of what comes back from a service or a connector, in every encoding in which they could be echoed.

mod scan;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use url::form_urlencoded;

pub(crate) use self::scan::Scan;
use crate::hexadecimal::hexadecimal;

/// What stands in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Shorter secrets are not looked for: they would match by chance.
const SHORTEST: usize = 8;

/// Finds a set of secrets and takes them out.
pub(crate) struct Redactor(Option<AhoCorasick>);

impl Redactor {
    /// Prepares to find these secrets.
    pub(crate) fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut needles = BTreeSet::new();
        for secret in secrets {
            if secret.len() >= SHORTEST {
                spellings(secret, &mut needles);
            }
        }
        if needles.is_empty() {
            return Self(None);
        }
        // The builder fails only where the needles exceed an automaton's size, far beyond what a form can hold.
        Self(AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(needles).ok())
    }

    /// Whether one of the secrets stands in these bytes.
    fn finds(&self, bytes: &[u8]) -> bool {
        self.0.as_ref().is_some_and(|needles| needles.is_match(bytes))
    }

    /// Takes the secrets out of JSON text, which stays JSON; untouched where there are none.
    pub(crate) fn json(&self, text: String) -> String {
        if !self.finds(text.as_bytes()) {
            return text;
        }
        match serde_json::from_str(&text) {
            Ok(mut value) => {
                self.value(&mut value);
                value.to_string()
            }
            Err(_) => self.text(&text).into_owned(),
        }
    }

    /// Takes the secrets out of bytes; untouched where there are none. JSON stays JSON: a secret next to an escape
    /// could take half of the escape with it.
    pub(crate) fn bytes(&self, bytes: Vec<u8>) -> Vec<u8> {
        let Some(needles) = &self.0 else { return bytes };
        // Any letter of JSON may stand as an escape, so a secret can hide behind them.
        let unescaped = unescaped(&bytes).filter(|unescaped| needles.is_match(unescaped));
        if unescaped.is_none() && !needles.is_match(&bytes) {
            return bytes;
        }
        if let Ok(mut value) = serde_json::from_slice(&bytes) {
            self.value(&mut value);
            return value.to_string().into_bytes();
        }
        let bytes = unescaped.unwrap_or(bytes);
        let mut clean = Vec::with_capacity(bytes.len());
        needles.replace_all_with_bytes(&bytes, &mut clean, |_, _, clean| {
            clean.extend(REDACTED.as_bytes());
            true
        });
        clean
    }

    /// Takes the secrets out of text.
    pub(crate) fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.0 {
            Some(needles) if needles.is_match(text) => {
                let mut clean = String::with_capacity(text.len());
                needles.replace_all_with(text, &mut clean, |_, _, clean| {
                    clean.push_str(REDACTED);
                    true
                });
                Cow::Owned(clean)
            }
            _ => Cow::Borrowed(text),
        }
    }

    /// Takes the secrets out of the texts and keys of a document.
    pub(crate) fn value(&self, value: &mut Value) {
        if self.0.is_none() {
            return;
        }
        match value {
            Value::String(text) => {
                if let Cow::Owned(clean) = self.text(text) {
                    *text = clean;
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.value(value)),
            Value::Object(fields) => {
                if fields.keys().any(|name| matches!(self.text(name), Cow::Owned(_))) {
                    *fields = std::mem::take(fields)
                        .into_iter()
                        .map(|(name, value)| (self.text(&name).into_owned(), value))
                        .collect();
                }
                fields.values_mut().for_each(|value| self.value(value));
            }
            Value::Number(number) => {
                if self.finds(number.to_string().as_bytes()) {
                    *value = Value::String(REDACTED.to_owned());
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }
}

fn spellings(secret: &str, needles: &mut BTreeSet<Vec<u8>>) {
    let bytes = secret.as_bytes();
    let mut add = |spelling: String| {
        needles.insert(spelling.into_bytes());
    };
    add(secret.to_owned());
    add(utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string());
    for keep in [&b"-._~"[..], b"-._~!*'()", b"-._*", b"-._~!$&'()*+,;=:@/?"] {
        let percent = percent_keeping(bytes, keep);
        add(with_lower_case_escapes(&percent));
        add(percent);
    }
    add(form_urlencoded::byte_serialize(bytes).collect());
    let json = serde_json::to_string(secret).unwrap_or_default();
    if let Some(json) = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        add(json.replace('/', "\\/"));
        add(json.to_owned());
    }
    add(ascii_json(secret, "<>&'"));
    add(ascii_json(secret, "<>&'="));
    add(ascii_json(secret, "<>&"));
    add(ascii_json(secret, ""));
    add(hexadecimal(bytes).to_uppercase());
    add(hexadecimal(bytes));
    for shift in 0..3 {
        let shifted = [&[0; 2][..shift], bytes].concat();
        for engine in [&STANDARD_NO_PAD, &URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&shifted);
            // The characters at both ends also depend on what stands before and after the secret.
            let start = [0, 2, 3][shift];
            let end = encoded.len() - usize::from(!shifted.len().is_multiple_of(3));
            if end.saturating_sub(start) >= SHORTEST {
                add(encoded[start..end].to_owned());
            }
        }
    }
}

/// Bytes with the escapes of JSON decoded that no serialiser needs, which is where a secret could hide; none where
/// there are no such escapes.
fn unescaped(bytes: &[u8]) -> Option<Vec<u8>> {
    let hides = |at: usize| matches!(bytes.get(at + 1), Some(b'u' | b'/'));
    if !memchr::memchr_iter(b'\\', bytes).any(hides) {
        return None;
    }
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let (b'\\', Some((&escape, after))) = (byte, rest.split_first()) else {
            decoded.push(byte);
            continue;
        };
        match (escape, unit(after)) {
            (b'u', Some(high)) => {
                rest = &after[4..];
                let low = rest.strip_prefix(b"\\u").and_then(unit).filter(|_| (0xd800..0xdc00).contains(&high));
                let units = [Some(high), low];
                rest = if low.is_some() { &rest[6..] } else { rest };
                for letter in char::decode_utf16(units.into_iter().flatten()).flatten() {
                    decoded.extend(letter.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
            (b'"' | b'\\' | b'/', _) => {
                decoded.push(escape);
                rest = after;
            }
            _ => decoded.push(byte),
        }
    }
    Some(decoded)
}

/// The four hexadecimal digits that bytes begin with.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = std::str::from_utf8(bytes.get(..4)?).ok()?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

fn percent_keeping(bytes: &[u8], keep: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || keep.contains(byte) {
            text.push(char::from(*byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

/// `%2F` as `%2f`, everything else as it is.
fn with_lower_case_escapes(percent: &str) -> String {
    let mut parts = percent.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at(part.len().min(2));
        text.extend(["%", &escape.to_ascii_lowercase(), rest]);
    }
    text
}

/// JSON with everything outside ASCII, and some of ASCII, as `\u` escapes, as some serialisers write it.
fn ascii_json(secret: &str, escaped: &str) -> String {
    secret.encode_utf16().fold(String::new(), |mut text, unit| {
        match u8::try_from(unit) {
            Ok(byte)
                if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\') && !escaped.contains(char::from(byte)) =>
            {
                text.push(char::from(byte));
            }
            Ok(byte @ (b'"' | b'\\')) => text.extend(['\\', char::from(byte)]),
            _ => {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_secret_is_found_in_every_encoding() {
        let secret = "ATATT3x/s+cr\"et=é~*";
        let redactor = Redactor::new([secret]);
        for before in ["", "a", "ab", "abc"] {
            for after in ["", "z", "yz"] {
                let around = format!("{before}{secret}{after}");
                for text in [
                    around.clone(),
                    base64::engine::general_purpose::STANDARD.encode(&around),
                    URL_SAFE_NO_PAD.encode(&around),
                    utf8_percent_encode(&around, NON_ALPHANUMERIC).to_string(),
                    form_urlencoded::byte_serialize(around.as_bytes()).collect(),
                    serde_json::to_string(&around).unwrap(),
                    ascii_json(&around, "<>&'="),
                    hexadecimal(around.as_bytes()),
                ] {
                    let clean = redactor.text(&text);
                    assert!(clean.contains(REDACTED), "{text} became {clean}");
                }
            }
        }
    }

    #[test]
    fn what_holds_no_secret_stays_as_it_is() {
        let redactor = Redactor::new(["a secret value"]);
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(redactor.bytes(bytes.clone()), bytes);
        assert_eq!(Redactor::new(["short"]).text("short"), "short");
    }

    #[test]
    fn a_secret_does_not_hide_behind_escapes_that_json_does_not_need() {
        let redactor = Redactor::new(["a/secret é𝄞 value"]);
        for text in [
            r#"{"x":"\u0061/secret é𝄞 value"}"#,
            r#"{"x":"a\/secret \u00E9\ud834\udd1e v\u0061lue"}"#,
            r#"{"\u0061\u002fsecret \u00e9𝄞 value":1}"#,
        ] {
            let clean: Value = serde_json::from_slice(&redactor.bytes(text.into())).unwrap();
            assert!(clean.to_string().contains(REDACTED), "{text} became {clean}");
        }
        let script = redactor.bytes(br"var x = '\u0061/secret \u00e9\ud834\udd1e value';".to_vec());
        assert_eq!(String::from_utf8(script).unwrap(), "var x = '[redacted]';");
    }

    #[test]
    fn bytes_without_a_secret_stay_byte_for_byte() {
        let redactor = Redactor::new(["a secret value"]);
        for bytes in [
            &b"\xff\xfe a secret valu\xff \\u0061 \\ud834 \\u00 \\"[..],
            br#"{"x": "\u0061 secret",  "y":1.0 }"#,
            b"\\",
            b"\\u",
            b"\\ud834\\u",
        ] {
            assert_eq!(redactor.bytes(bytes.to_vec()), bytes);
        }
        let mixed = redactor.bytes(b"\xff\xfea secret value\xff".to_vec());
        assert_eq!(mixed, b"\xff\xfe[redacted]\xff");
    }

    #[test]
    fn documents_are_cleaned_in_keys_and_values() {
        let redactor = Redactor::new(["a secret value"]);
        let mut value = json!({"x": ["a secret value!"], "a secret value": {"y": 1}});
        redactor.value(&mut value);
        assert_eq!(value, json!({"x": ["[redacted]!"], "[redacted]": {"y": 1}}));
    }

    proptest! {
        #[test]
        fn no_spelling_of_a_secret_leaves(
            secret in "[!-~]{8,40}",
            before in "[ -~]{0,20}",
            after in "[ -~]{0,20}",
        ) {
            let redactor = Redactor::new([secret.as_str()]);
            let around = format!("{before}{secret}{after}");
            prop_assert!(!redactor.text(&around).contains(&secret));
            let json = serde_json::to_string(&json!({ "echo": around })).unwrap();
            let clean: Value = serde_json::from_slice(&redactor.bytes(json.into_bytes())).unwrap();
            prop_assert!(!clean["echo"].as_str().unwrap().contains(&secret));
            let encoded = base64::engine::general_purpose::STANDARD.encode(&around);
            prop_assert!(redactor.text(&encoded).contains(REDACTED));
            let hidden = around.bytes().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "\\u{byte:04x}");
                text
            });
            let clean = redactor.bytes(format!("[\"{hidden}\"]").into_bytes());
            let clean: Value = serde_json::from_slice(&clean).unwrap();
            prop_assert!(!clean[0].as_str().unwrap().contains(&secret));
        }
    }
}
