//! Requests whose bodies hold secrets: the log gets the rest of them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::data_center;

/// Stands for a value that is not shown.
const HIDDEN: &str = "[hidden]";
/// The fields that are shown.
const SHOWN: [&str; 4] = ["grant_type", "client_id", "redirect_uri", "audience"];

/// Tells whether bodies that are sent to a path hold secrets: those of the token endpoints, and of what sets passwords.
pub(crate) fn holds_secrets(path: &str) -> bool {
    path == "/oauth/token" || data_center::holds_secrets(path)
}

/// Hides what is secret in a JSON object or a form; of anything else nothing is left.
pub(crate) fn redacted(body: &[u8]) -> Vec<u8> {
    if body.is_empty() {
        return Vec::new();
    }
    if let Ok(fields) = serde_json::from_slice::<Map<String, Value>>(body) {
        let hide = |(name, value)| {
            let value = if SHOWN.contains(&String::as_str(&name)) { value } else { Value::from(HIDDEN) };
            (name, value)
        };
        return Value::Object(fields.into_iter().map(hide).collect()).to_string().into_bytes();
    }
    let Ok(form) = std::str::from_utf8(body) else { return HIDDEN.into() };
    let pairs = form.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if SHOWN.contains(&name) => pair.to_owned(),
        Some((name, _)) => format!("{name}={HIDDEN}"),
        None => HIDDEN.to_owned(),
    });
    pairs.collect::<Vec<_>>().join("&").into_bytes()
}

/// Returns the grant type in a body that was sent to a token endpoint.
pub(crate) fn grant_type(body: &[u8]) -> Option<String> {
    if let Ok(fields) = serde_json::from_slice::<Map<String, Value>>(body) {
        return fields.get("grant_type")?.as_str().map(str::to_owned);
    }
    let form = std::str::from_utf8(body).ok()?;
    let value = form.split('&').find_map(|pair| pair.strip_prefix("grant_type="))?;
    percent_decode_str(value).decode_utf8().ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::{grant_type, redacted};

    #[test]
    fn json_and_forms_keep_what_is_no_secret() {
        let json = redacted(br#"{"grant_type":"refresh_token","refresh_token":"canary","client_id":"c"}"#);
        assert_eq!(json, br#"{"grant_type":"refresh_token","refresh_token":"[hidden]","client_id":"c"}"#);
        assert_eq!(grant_type(&json).as_deref(), Some("refresh_token"));
        let form = redacted(b"grant_type=authorization_code&code=canary&client_id=c");
        assert_eq!(form, b"grant_type=authorization_code&code=[hidden]&client_id=c");
        assert_eq!(grant_type(&form).as_deref(), Some("authorization_code"));
    }

    #[test]
    fn nothing_is_left_of_anything_else() {
        assert_eq!(redacted(b"canary"), b"[hidden]");
        assert_eq!(redacted(b"{\"refresh_token\":\"canary\""), b"[hidden]");
        assert_eq!(redacted(&[0xff, b'=']), b"[hidden]");
    }
}
