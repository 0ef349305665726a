use url::{Url, form_urlencoded};

use super::base::{Endpoint, text};
use super::message::{Failure, Target};

/// Where a request goes: a URL in its one canonical form, and its path below the base URL.
#[derive(Debug)]
pub(crate) struct Located {
    pub(crate) url: Url,
    /// Begins with `/`; percent-encoded, without the query.
    pub(crate) path: String,
}

/// Builds the URL of a target below the base URL of an endpoint.
pub(crate) fn locate(endpoint: &Endpoint, target: &Target) -> Result<Located, Failure> {
    let refuse = |rule: &str| Failure::denied(rule, endpoint.base.host_str().unwrap_or_default());
    let (path, query) = match target {
        Target::Path { path, query } => {
            let query = (!query.is_empty())
                .then(|| form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish());
            (path.as_str(), query)
        }
        Target::Link(link) => {
            let rest = below(endpoint, link).ok_or_else(|| refuse("the link leads away from the base URL"))?;
            if rest.contains('#') {
                return Err(refuse("a link must not have a fragment"));
            }
            let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
            if query.is_some_and(|query| !query.bytes().all(|byte| byte.is_ascii_graphic())) {
                return Err(refuse("the link has characters that a URL cannot have"));
            }
            (path, query.map(str::to_owned))
        }
    };
    check_path(path).map_err(refuse)?;
    // What is before the path was read when the connection was opened, and is not read again.
    let mut url = endpoint.base.clone();
    let expected = format!("{}{path}", endpoint.base.path().trim_end_matches('/'));
    url.set_path(&expected);
    url.set_query(query.as_deref().filter(|query| !query.is_empty()));
    // The parser must read exactly what was checked above; where it would change anything, nothing is sent.
    if url.path() != expected || url.fragment().is_some() {
        return Err(refuse("the path is not in its canonical form"));
    }
    Ok(Located { url, path: path.to_owned() })
}

/// The rest of a URL below a base, at a boundary: what `base` itself is followed by.
pub(super) fn rest_below<'a>(base: &str, url: &'a str) -> Option<&'a str> {
    let rest = url.strip_prefix(base)?;
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
}

fn below<'a>(endpoint: &Endpoint, link: &'a str) -> Option<&'a str> {
    if link.starts_with('/') && !link.starts_with("//") {
        let base_path = endpoint.base.path().trim_end_matches('/');
        return Some(rest_below(base_path, link).filter(|rest| rest.starts_with('/')).unwrap_or(link));
    }
    std::iter::once(text(&endpoint.base))
        .chain(endpoint.link_bases.iter().map(String::as_str))
        .find_map(|base| rest_below(base, link))
        .map(|rest| if rest.is_empty() { "/" } else { rest })
}

/// Refuses everything that different parsers read differently.
fn check_path(path: &str) -> Result<(), &'static str> {
    if !path.starts_with('/') {
        return Err("a path must begin with `/`");
    }
    if path.contains("//") {
        return Err("a path must not contain `//`");
    }
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let mut digit = || bytes.next().and_then(|byte| char::from(byte).to_digit(16));
                let (Some(high), Some(low)) = (digit(), digit()) else {
                    return Err("a `%` in a path must be followed by two hexadecimal digits");
                };
                match high * 16 + low {
                    0x2e => return Err("a path must not contain an encoded dot"),
                    0x2f | 0x5c => return Err("a path must not contain an encoded slash or backslash"),
                    0x00..=0x1f | 0x7f => return Err("a path must not contain control characters"),
                    _ => {}
                }
            }
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'/'
            | b'!'
            | b'$'
            | b'&'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'='
            | b':'
            | b'@' => {}
            b'\\' => return Err("a path must not contain a backslash"),
            b'?' | b'#' => return Err("a path must not contain `?` or `#`"),
            _ => return Err("a path must be percent-encoded"),
        }
    }
    // Without these, no segment is anything but what it looks like.
    if !path.contains(['%', ';']) && !path.contains("/.") {
        return Ok(());
    }
    for segment in path.split('/') {
        // Some servers take what follows a `;` off a segment before they look for dots.
        let lower = segment.to_ascii_lowercase();
        let name = lower.split(';').next().and_then(|name| name.split("%3b").next()).unwrap_or_default();
        if name == "." || name == ".." {
            return Err("a path must not contain dot segments");
        }
        if name.is_empty() && !segment.is_empty() {
            return Err("a path must not contain a segment of parameters alone");
        }
        // Nor may a second decoding, or a lenient one, find anything else in it.
        if ["%252e", "%252f", "%255c", "%253b", "%2525"].iter().any(|twice| lower.contains(twice)) {
            return Err("a path must not be encoded twice");
        }
        if percent_encoding::percent_decode_str(segment).decode_utf8().is_err() {
            return Err("a path must be UTF-8");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::egress::address::Reach;

    fn endpoint(base: &str) -> Endpoint {
        Endpoint {
            name: "api".into(),
            base: Url::parse(base).unwrap(),
            link_bases: vec!["https://other.example/x".into()],
            authenticated: true,
            redirect_hosts: vec![],
            redirect_within: true,
            reach: Reach::Public,
            rate_limits: vec![],
        }
    }

    fn path(base: &str, path: &str) -> Result<String, Failure> {
        let target = Target::Path { path: path.into(), query: vec![] };
        locate(&endpoint(base), &target).map(|located| located.url.into())
    }

    fn link(base: &str, link: &str) -> Result<String, Failure> {
        locate(&endpoint(base), &Target::Link(link.into())).map(|located| located.url.into())
    }

    #[test]
    fn a_path_is_appended_to_the_base_url() {
        assert_eq!(path("https://h.example", "/a/b").as_deref(), Ok("https://h.example/a/b"));
        assert_eq!(path("https://h.example:8443/ctx", "/a%20b").as_deref(), Ok("https://h.example:8443/ctx/a%20b"));
        assert_eq!(path("https://h.example/ctx/", "/").as_deref(), Ok("https://h.example/ctx/"));
        let query = Target::Path { path: "/a".into(), query: vec![("q".into(), "x & y=+é".into())] };
        let located = locate(&endpoint("https://h.example"), &query).unwrap();
        assert_eq!(located.url.as_str(), "https://h.example/a?q=x+%26+y%3D%2B%C3%A9");
    }

    #[test]
    fn a_path_that_parsers_disagree_about_is_refused() {
        for bad in [
            "",
            "a",
            "//evil.example",
            "/a//b",
            "/../x",
            "/a/..",
            "/a/./b",
            "/%2e%2e/x",
            "/%2E/x",
            "/a%2fb",
            "/a%5Cb",
            "/a\\b",
            "/a?b",
            "/a#b",
            "/a b",
            "/é",
            "/a\0",
            "/a%00",
            "/a%0d%0aX",
            "/a%",
            "/a%2",
            "/..;/x",
            "/a/..;x=y/b",
            "/.;/x",
            "/..%3Bx/y",
            "/;/x",
            "/%252e%252e/x",
            "/%c0%ae/x",
            "/%25252e",
            "/a%zz",
            "/a%+1",
            "https://evil.example/",
            "/\t/x",
            "/a\u{7f}",
            "/{x}",
            "/a|b",
            "/a^b",
            "/\"",
            "/<",
        ] {
            assert!(matches!(path("https://h.example/ctx", bad), Err(Failure::Denied(_))), "{bad:?}");
        }
    }

    #[test]
    fn a_link_must_lie_below_the_base_or_a_link_base() {
        let base = "https://h.example/ctx";
        for (good, url) in [
            ("/ctx/a?cursor=x%2B+y", "https://h.example/ctx/a?cursor=x%2B+y"),
            ("/a?b", "https://h.example/ctx/a?b"),
            ("/ctxother/a", "https://h.example/ctx/ctxother/a"),
            ("https://h.example/ctx/a", "https://h.example/ctx/a"),
            ("https://h.example/ctx?x", ""),
            ("https://other.example/x/a?b=c", "https://h.example/ctx/a?b=c"),
        ] {
            let located = link(base, good);
            if url.is_empty() {
                assert!(located.is_err(), "{good}");
            } else {
                assert_eq!(located.as_deref(), Ok(url), "{good}");
            }
        }
        for bad in [
            "//evil.example/ctx/a",
            "https://evil.example/ctx/a",
            "https://h.example/a",
            "https://h.example/ctxa",
            "https://h.example:444/ctx/a",
            "http://h.example/ctx/a",
            "https://u@h.example/ctx/a",
            "/ctx/../a",
            "https://h.example/ctx/%2e%2e/a",
            "/ctx/a#x",
            "/ctx/a?b c",
            "/ctx/a?b\r\nX: y",
            "ctx/a",
            "",
            "HTTPS://h.example/ctx/a",
            "https://other.example/xy/a",
            "https://h.example/ctx@evil.example/",
        ] {
            assert!(matches!(link(base, bad), Err(Failure::Denied(_))), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_stays_below_the_base(text in "\\PC{0,40}", hostile in "[/.%2eEfF5cC\\\\@:?#a]{0,24}") {
            let base = "https://h.example:8443/ctx";
            for text in [text.clone(), format!("/{text}"), hostile.clone(), format!("/{hostile}"), format!("{base}{hostile}")] {
                for url in [path(base, &text), link(base, &text)].into_iter().flatten() {
                    let parsed = Url::parse(&url).unwrap();
                    prop_assert_eq!(parsed.as_str(), url.as_str(), "canonical");
                    prop_assert_eq!(parsed.host_str(), Some("h.example"));
                    prop_assert_eq!(parsed.port(), Some(8443));
                    prop_assert!(parsed.path().starts_with("/ctx/"));
                    prop_assert!(parsed.username().is_empty());
                    let uri: http::Uri = url.parse().unwrap();
                    prop_assert_eq!(uri.path(), parsed.path(), "two parsers agree");
                    prop_assert_eq!(uri.host(), parsed.host_str());
                }
            }
        }
    }
}
