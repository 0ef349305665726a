use std::str::FromStr;

use url::{Host, Url};

/// Sends an origin elsewhere, as curl's option of the same name does: for tests, and for trying a connector on a simulator.
///
/// Written `https://acme.atlassian.net=http://127.0.0.1:8080`. Every rule is applied to the original origin, and the
/// certificate must be the original host's; only the socket goes elsewhere. Clear text is allowed to this machine alone.
#[derive(Clone, Debug)]
pub struct ConnectTo {
    from: Place,
    to: Place,
}

/// An origin, as a socket sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) encrypted: bool,
    pub(super) host: Host<String>,
    pub(super) port: u16,
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
        let loopback = match to.host {
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
            Host::Domain(_) => false,
        };
        if !to.encrypted && !loopback {
            return Err(refuse("clear text is only allowed to a loopback address such as `http://127.0.0.1:8080`"));
        }
        Ok(Self { from, to })
    }
}

fn origin(text: &str) -> Option<Place> {
    let url = Url::parse(text).ok()?;
    let bare = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let host = url.host().filter(|_| bare)?.to_owned();
    Some(Place { encrypted: url.scheme() == "https", host, port: url.port_or_known_default()? })
}

impl ConnectTo {
    /// Where a socket goes instead of an origin. None where the mapping is for another one.
    pub(super) fn instead_of(&self, encrypted: bool, host: &Host<String>, port: u16) -> Option<&Place> {
        (self.from.encrypted == encrypted && self.from.host == *host && self.from.port == port).then_some(&self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_for_one_origin_alone() {
        let mapping: ConnectTo = "https://acme.atlassian.net=http://127.0.0.1:8080".parse().unwrap();
        let host = |name: &str| Host::Domain(name.to_owned());
        let instead = mapping.instead_of(true, &host("acme.atlassian.net"), 443).unwrap();
        assert_eq!(*instead, Place { encrypted: false, host: Host::Ipv4([127, 0, 0, 1].into()), port: 8080 });
        assert_eq!(mapping.instead_of(true, &host("other.atlassian.net"), 443), None);
        assert_eq!(mapping.instead_of(false, &host("acme.atlassian.net"), 443), None);
        assert_eq!(mapping.instead_of(true, &host("acme.atlassian.net"), 444), None);
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
