use http::Uri;
use url::Url;

/// A URL as the HTTP client reads it. None where the two parsers see anything differently: then nobody could say where
/// the request would go.
pub(super) fn of(url: &Url) -> Option<Uri> {
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let uri: Uri = url.as_str().parse().ok()?;
    let same = uri.scheme_str() == Some(url.scheme())
        && uri.host() == url.host_str()
        && uri.port_u16() == url.port()
        && uri.path() == url.path()
        && uri.query() == url.query()
        && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    (plain && same).then_some(uri)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_both_parsers_read_the_same_is_a_request() {
        for good in [
            "https://h.example/",
            "https://h.example:8443/a%20b?c=d%2B+",
            "http://[::1]:8080/ctx/a;b=c",
            "https://xn--bcher-kva.example/?x",
            "https://127.0.0.1/?",
            "https://h.example./a",
        ] {
            let url = Url::parse(good).unwrap();
            assert_eq!(of(&url).unwrap().to_string(), url.as_str(), "{good}");
        }
        for bad in [
            "https://u:p@h.example/",
            "https://u@h.example/",
            "https://h.example/#x",
            "data:text/plain,x",
            "file:///etc",
        ] {
            assert_eq!(of(&Url::parse(bad).unwrap()), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn where_the_parsers_differ_nothing_is_sent(
            scheme in "https?",
            host in "[a-zA-Z0-9.@:%\\[\\]\\\\/#?_-]{1,24}",
            rest in "[\\PC/?#%@:\\\\]{0,40}",
        ) {
            let text = format!("{scheme}://{host}/{rest}");
            if let Ok(url) = Url::parse(&text)
                && let Some(uri) = of(&url)
            {
                prop_assert_eq!(uri.to_string(), url.as_str());
                // A third reading, by hand.
                let authority = url.as_str().split("://").nth(1).unwrap().split(['/', '?', '#', '\\']).next().unwrap();
                prop_assert_eq!(authority, uri.authority().unwrap().as_str());
                prop_assert!(!authority.contains('@'));
            }
        }
    }
}
