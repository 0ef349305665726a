use std::str::FromStr;

use url::{Host, Origin, Url};

/// Sends an origin elsewhere, as curl's option of the same name does: for tests, and for trying a connector on a simulator.
///
/// Written `https://acme.atlassian.net=http://127.0.0.1:8080`. Every rule is applied to the original origin; only the
/// socket goes elsewhere. Clear text is allowed to this machine alone.
#[derive(Clone, Debug)]
pub struct ConnectTo {
    from: Origin,
    to: Url,
}

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a mapping of origins: {reason}")]
pub struct ConnectToError {
    text: String,
    reason: &'static str,
}

impl FromStr for ConnectTo {
    type Err = ConnectToError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = |reason| ConnectToError { text: text.to_owned(), reason };
        let (from, to) = text
            .split_once('=')
            .ok_or_else(|| refuse("it must look like `https://acme.atlassian.net=http://127.0.0.1:8080`"))?;
        let from = origin(from).ok_or_else(|| refuse("the first part must be an origin"))?;
        let to = origin(to).ok_or_else(|| refuse("the second part must be an origin"))?;
        let loopback = match to.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            _ => false,
        };
        if to.scheme() == "http" && !loopback {
            return Err(refuse("clear text is only allowed to a loopback address such as `http://127.0.0.1:8080`"));
        }
        Ok(Self { from: from.origin(), to })
    }
}

fn origin(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    bare.then_some(url)
}

impl ConnectTo {
    /// Where a URL is really sent: the same path at the other origin. None where the mapping is for another origin.
    pub(crate) fn apply(&self, url: &Url) -> Option<Url> {
        if url.origin() != self.from {
            return None;
        }
        let mut elsewhere = self.to.clone();
        elsewhere.set_path(url.path());
        elsewhere.set_query(url.query());
        Some(elsewhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_changes_the_origin_alone() {
        let mapping: ConnectTo = "https://acme.atlassian.net=http://127.0.0.1:8080".parse().unwrap();
        let url = Url::parse("https://acme.atlassian.net/wiki/a%20b?c=d%2B+").unwrap();
        assert_eq!(mapping.apply(&url).unwrap().as_str(), "http://127.0.0.1:8080/wiki/a%20b?c=d%2B+");
        for other in ["https://other.atlassian.net/", "http://acme.atlassian.net/", "https://acme.atlassian.net:444/"] {
            assert!(mapping.apply(&Url::parse(other).unwrap()).is_none(), "{other}");
        }
    }

    #[test]
    fn clear_text_goes_to_this_machine_alone() {
        for good in ["https://a.example=http://[::1]:80", "https://a.example=https://b.example"] {
            assert!(good.parse::<ConnectTo>().is_ok(), "{good}");
        }
        for bad in [
            "https://a.example",
            "https://a.example=http://b.example",
            "https://a.example=http://localhost:80",
            "https://a.example=http://10.0.0.1",
            "https://a.example/x=http://127.0.0.1",
            "a=b",
            "https://a.example=http://127.0.0.1/x",
            "https://a.example=ftp://127.0.0.1",
            "https://a.example=http://127.0.0.1@b.example",
        ] {
            assert!(bad.parse::<ConnectTo>().is_err(), "{bad}");
        }
    }
}
