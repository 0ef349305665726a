use http::{HeaderMap, HeaderName, HeaderValue};

use super::message::Failure;
use crate::{Error, Limits};

/// Headers that a connector may not set: credentials, framing, what the host sets itself, and what would let a request
/// pass for another one.
const REFUSED: &[&str] = &[
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "cookie2",
    "expect",
    "forwarded",
    "host",
    "http2-settings",
    // Pieces of an answer could hold a secret of which no piece is found.
    "if-range",
    "keep-alive",
    "origin",
    "range",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
    "remote-user",
    "x-api-key",
    "x-authorization",
    "x-auth-token",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-http-method",
    "x-http-method-override",
    "x-method-override",
    "x-host",
    "x-original-host",
    "x-original-url",
    "x-real-ip",
    "x-rewrite-url",
    "true-client-ip",
];

/// Beginnings of such headers.
const REFUSED_PREFIXES: &[&str] = &["proxy-", "sec-", "x-forwarded-", "x-remote-"];

/// Checks and reads the headers of a request.
pub(crate) fn request_headers(headers: &[(String, String)], limits: &Limits, host: &str) -> Result<HeaderMap, Failure> {
    let bytes: usize = headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    if headers.len() > limits.request_headers || bytes > limits.request_header_bytes {
        return Err(Failure::denied("a request has too many or too large headers", host));
    }
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| Failure::denied("a header's name is not a token", host))?;
        if is_refused(&name) {
            return Err(Failure::denied(&format!("a connector may not set the header `{name}`"), host));
        }
        let value = HeaderValue::from_str(value)
            .map_err(|_| Failure::denied("a header's value has control characters", host))?;
        map.append(name, value);
    }
    Ok(map)
}

fn is_refused(name: &HeaderName) -> bool {
    // Gateways fold `_` to `-`.
    let folded = name.as_str().replace('_', "-");
    REFUSED.contains(&folded.as_str()) || REFUSED_PREFIXES.iter().any(|prefix| folded.starts_with(prefix))
}

/// Checks and reads a header that the operator adds to every request: it may be none that a connector may not set.
pub(crate) fn operator_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let refuse = |reason: &str| Error::Settings {
        message: format!("the header `{}` cannot be added to requests: {reason}", name.escape_debug()),
        hint: "Use a header of your own gateway; credentials belong to connections".to_owned(),
    };
    let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refuse("its name is not a token"))?;
    if is_refused(&parsed) {
        return Err(refuse("it carries credentials or framing, or is the host's own"));
    }
    let mut value = HeaderValue::from_str(value).map_err(|_| refuse("its value has control characters"))?;
    // Nobody needs to see it in a log.
    value.set_sensitive(true);
    Ok((parsed, value))
}

/// Headers of a response that a connector does not see: they carry credentials, or lead somewhere it may not go.
const KEPT_BACK: &[&str] =
    &["authorization", "location", "proxy-authenticate", "proxy-authorization", "refresh", "set-cookie", "set-cookie2"];

/// The headers of a response that a connector sees; bytes that are not UTF-8 are replaced.
pub(crate) fn response_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter(|(name, _)| !KEPT_BACK.contains(&name.as_str()))
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_credentials_and_framing_are_refused_in_any_case() {
        let limits = Limits::default();
        let mut names: Vec<String> = REFUSED.iter().map(|name| (*name).to_owned()).collect();
        names.extend(REFUSED_PREFIXES.iter().map(|prefix| format!("{prefix}x")));
        names.extend(
            ["Proxy-Authorization", "X-Forwarded-Host", "Sec-Fetch-Site", "X_Forwarded_For", "x_http_method_override"]
                .map(str::to_owned),
        );
        for name in names {
            for name in [name.clone(), name.to_uppercase()] {
                let headers = [(name.clone(), "x".to_owned())];
                assert!(matches!(request_headers(&headers, &limits, "h"), Err(Failure::Denied(_))), "{name}");
            }
        }
    }

    #[test]
    fn an_operator_adds_no_credential_and_no_framing() {
        for name in REFUSED.iter().copied().chain(["Proxy-Authorization", "X-Forwarded-For", "x y", "", "a\r\nb"]) {
            assert!(operator_header(name, "x").is_err(), "{name}");
        }
        assert!(operator_header("x-gateway", "a\r\nb").is_err());
        let (name, value) = operator_header("X-Gateway", "blue").unwrap();
        assert_eq!((name.as_str(), value.as_bytes()), ("x-gateway", &b"blue"[..]));
    }

    #[test]
    fn what_would_split_a_header_is_refused() {
        let limits = Limits::default();
        for (name, value) in [("x y", "z"), ("x:", "z"), ("", "z"), ("x", "a\r\nauthorization: b"), ("x", "a\0")] {
            let headers = [(name.to_owned(), value.to_owned())];
            assert!(matches!(request_headers(&headers, &limits, "h"), Err(Failure::Denied(_))), "{name:?} {value:?}");
        }
    }

    #[test]
    fn a_flood_of_headers_is_refused() {
        let limits = Limits::default();
        let many: Vec<_> = (0..=limits.request_headers).map(|index| (format!("x-{index}"), String::new())).collect();
        assert!(request_headers(&many, &limits, "h").is_err());
        let large = [("x".to_owned(), "a".repeat(limits.request_header_bytes))];
        assert!(request_headers(&large, &limits, "h").is_err());
        assert!(request_headers(&many[1..], &limits, "h").is_ok());
    }
}
