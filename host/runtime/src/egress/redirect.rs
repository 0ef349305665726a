use http::{HeaderMap, Method, StatusCode, header};
use url::Url;

use super::base::{Endpoint, text};
use super::target::rest_below;

/// What to do about a response that sends elsewhere.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Redirect {
    /// It is handed over as it is, without its `Location`.
    Stay,
    /// It leads to a page for people to log in on.
    LogIn,
    /// To another place below the base URL, with the credential.
    Within(Url, Method),
    /// To a host that the endpoint names, without anything that was sent.
    Across(Url),
}

/// Decides by the endpoint's rules.
pub(super) fn judge(
    endpoint: &Endpoint,
    current: &Url,
    method: &Method,
    status: StatusCode,
    headers: &HeaderMap,
) -> Redirect {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Redirect::Stay;
    }
    let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok()).map(str::trim);
    let Some(next) = location.filter(|text| !text.is_empty()).and_then(|text| current.join(text).ok()) else {
        return Redirect::Stay;
    };
    if is_log_in(&next) {
        return Redirect::LogIn;
    }
    let plain = next.username().is_empty() && next.password().is_none() && next.fragment().is_none();
    if !plain || (current.scheme() == "https" && next.scheme() != "https") {
        return Redirect::Stay;
    }
    // A body is not sent a second time: where the method would stay, only what has none is followed.
    let follow = match status.as_u16() {
        303 => Some(if *method == Method::HEAD { Method::HEAD } else { Method::GET }),
        301 | 302 if *method == Method::POST => Some(Method::GET),
        _ if matches!(*method, Method::GET | Method::HEAD) => Some(method.clone()),
        _ => None,
    };
    let Some(method) = follow else { return Redirect::Stay };
    if next.origin() == endpoint.base.origin() {
        let below = rest_below(text(&endpoint.base), next.as_str()).is_some();
        return if below && endpoint.redirect_within { Redirect::Within(next, method) } else { Redirect::Stay };
    }
    let named =
        next.host_str().is_some_and(|host| endpoint.redirect_hosts.iter().any(|pattern| matches_host(pattern, host)));
    let standard_port = next.port().is_none();
    if named && standard_port && next.scheme() == "https" && method == Method::GET {
        Redirect::Across(next)
    } else {
        Redirect::Stay
    }
}

/// `*.` stands for one or more labels.
fn matches_host(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix("*.") {
        Some(suffix) => host.strip_suffix(suffix).is_some_and(|front| front.len() > 1 && front.ends_with('.')),
        None => pattern == host,
    }
}

/// Pages that services send people to who are not signed in, by the last parts of their paths.
fn is_log_in(url: &Url) -> bool {
    let mut segments = url.path_segments().into_iter().flatten().rev().filter(|segment| !segment.is_empty());
    let named = |segment: &str| {
        let name = segment.split('.').next().unwrap_or_default().to_ascii_lowercase();
        matches!(name.as_str(), "login" | "log-in" | "signin" | "sign-in" | "sso" | "saml")
    };
    segments.by_ref().take(2).any(named)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::egress::address::Reach;

    fn endpoint() -> Endpoint {
        Endpoint {
            name: "api".into(),
            base: Url::parse("https://h.example/ctx").unwrap(),
            link_bases: vec![],
            authenticated: true,
            redirect_hosts: vec!["media.example".into(), "*.cdn.example".into()],
            redirect_within: true,
            reach: Reach::Public,
            rate_limits: vec![],
        }
    }

    fn judge_location(method: &Method, status: u16, location: &str) -> Redirect {
        let current = Url::parse("https://h.example/ctx/a").unwrap();
        let headers = HeaderMap::from_iter([(header::LOCATION, location.parse().unwrap())]);
        judge(&endpoint(), &current, method, StatusCode::from_u16(status).unwrap(), &headers)
    }

    #[test]
    fn named_hosts_are_followed_and_others_are_not() {
        let across = |url: &str| Redirect::Across(Url::parse(url).unwrap());
        for good in ["https://media.example/f?token=x", "https://a.b.cdn.example/", "//media.example/f"] {
            let url = Url::parse("https://h.example").unwrap().join(good).unwrap();
            assert_eq!(judge_location(&Method::GET, 302, good), across(url.as_str()), "{good}");
        }
        for bad in [
            "http://media.example/f",
            "https://media.example:8443/f",
            "https://u:p@media.example/f",
            "https://cdn.example/",
            "https://evilcdn.example/",
            "https://evil.example/",
            "https://media.example.evil/",
            "https://h.example.evil/ctx/a",
            "",
            " ",
            "https://h.example:444/ctx/a",
            "https://media.example/#x",
        ] {
            assert_eq!(judge_location(&Method::GET, 302, bad), Redirect::Stay, "{bad:?}");
        }
    }

    #[test]
    fn only_what_lies_below_the_base_is_followed_within() {
        let within = |url: &str| Redirect::Within(Url::parse(url).unwrap(), Method::GET);
        assert_eq!(judge_location(&Method::GET, 301, "/ctx/b"), within("https://h.example/ctx/b"));
        assert_eq!(judge_location(&Method::GET, 307, "b?x"), within("https://h.example/ctx/b?x"));
        for bad in ["/b", "/ctxb", "../b", "/ctx/../b", "/"] {
            assert_eq!(judge_location(&Method::GET, 301, bad), Redirect::Stay, "{bad}");
        }
    }

    #[test]
    fn a_body_is_never_sent_a_second_time() {
        let within = Redirect::Within(Url::parse("https://h.example/ctx/b").unwrap(), Method::GET);
        assert_eq!(judge_location(&Method::POST, 303, "/ctx/b"), within);
        assert_eq!(judge_location(&Method::PUT, 303, "/ctx/b"), within);
        assert_eq!(judge_location(&Method::POST, 302, "/ctx/b"), within);
        for (method, status) in
            [(Method::POST, 307), (Method::PUT, 302), (Method::DELETE, 301), (Method::POST, 308), (Method::GET, 304)]
        {
            assert_eq!(judge_location(&method, status, "/ctx/b"), Redirect::Stay, "{method} {status}");
        }
    }

    #[test]
    fn a_log_in_page_is_recognised() {
        for location in ["/login.action?os_destination=x", "https://id.example/login", "/ctx/login/start", "/SSO/x"] {
            assert_eq!(judge_location(&Method::GET, 302, location), Redirect::LogIn, "{location}");
        }
        for location in ["/ctx/login-history/a/b", "/ctx/pages/my-login-notes"] {
            assert_ne!(judge_location(&Method::GET, 302, location), Redirect::LogIn, "{location}");
        }
    }

    proptest! {
        /// The model knows nothing of parsers: a place is below the base URL where it is written as the base URL is.
        #[test]
        fn a_credential_follows_only_below_the_base_url(
            scheme in prop::sample::select(vec!["https:", "http:", "HTTPS:", "", "ftp:", "javascript:", "https:https:"]),
            slashes in prop::sample::select(vec!["//", "/", "\\\\", "///", "/\\", ""]),
            user in prop::sample::select(vec!["", "u@", "u:p@", "h.example@", "h.example:443@", "@"]),
            host in prop::sample::select(vec![
                "h.example", "H.EXAMPLE", "h.example.", "evil.example", "h.example.evil", "evilh.example", "xn--h.example",
                "ｈ.example", "h%2eexample", "h.example%2fctx", "h.example\\", "h.example#", "h.example?", "[::1]", "127.1",
                "media.example", "a.cdn.example", "",
            ]),
            port in prop::sample::select(vec!["", ":443", ":444", ":80", ":0443", ":", ":x"]),
            path in prop::sample::select(vec![
                "/ctx/b", "/ctx", "/ctxb", "/", "", "/b", "/ctx/../b", "/ctx/%2e%2e/b", "/ctx/..\\b", "/ctx\\b", "//ctx/b",
                "/ctx/b?x=//evil.example", "/ctx/b#x", "/ctx%2fb", "/CTX/b",
            ]),
        ) {
            let location = format!("{scheme}{slashes}{user}{host}{port}{path}");
            let judged = HeaderMap::from_iter(location.parse().map(|location| (header::LOCATION, location)));
            let current = Url::parse("https://h.example/ctx/a").unwrap();
            match judge(&endpoint(), &current, &Method::GET, StatusCode::FOUND, &judged) {
                Redirect::Within(url, _) => {
                    let text = url.as_str();
                    prop_assert!(text == "https://h.example/ctx" || text.starts_with("https://h.example/ctx/")
                        || text.starts_with("https://h.example/ctx?"), "{location} became {text}");
                    prop_assert_eq!(text.split('/').nth(2), Some("h.example"), "{} became {}", location, text);
                    let path = text.split('?').next().unwrap_or_default();
                    prop_assert!(!path.contains(['\\', '#']) && !path.contains("/../"), "{location} became {text}");
                }
                Redirect::Across(url) => {
                    let text = url.as_str();
                    prop_assert!(text.starts_with("https://media.example/") || text.starts_with("https://a.cdn.example/"),
                        "{location} became {text}");
                }
                Redirect::Stay | Redirect::LogIn => {}
            }
        }
    }
}
