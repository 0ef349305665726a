use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderValue, Uri};
use percent_encoding::percent_decode_str;
use url::{Host, Url};
use zeroize::Zeroizing;

use crate::Error;

/// A proxy that requests go through: `http://proxy.example:3128` or `socks5://proxy.example:1080`, with a name and
/// password where it wants them: `http://name:password@proxy.example:3128`.
///
/// An HTTP proxy is asked for a tunnel (CONNECT, RFC 9110 §9.3.6), whatever the scheme of the request; a SOCKS proxy is
/// spoken to as RFC 1928 and RFC 1929 say. Either gets the address that the host has looked at, never a name, unless it
/// is [`trusted`](Self::trusted). Proxies of the environment are never used.
#[derive(Clone)]
pub struct Proxy {
    kind: Kind,
    host: Host<String>,
    port: u16,
    credentials: Option<Credentials>,
    trusted: bool,
    except: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Http,
    Socks5,
}

#[derive(Clone)]
struct Credentials {
    name: Zeroizing<String>,
    password: Zeroizing<String>,
}

impl Proxy {
    /// Lets the proxy resolve names itself: it is then the proxy that keeps requests away from private addresses.
    #[must_use]
    pub fn trusted(mut self) -> Self {
        self.trusted = true;
        self
    }

    /// Hosts that are reached without the proxy: `example.com` stands for itself and every host below it, `*` for all.
    #[must_use]
    pub fn except<T: Into<String>>(mut self, hosts: impl IntoIterator<Item = T>) -> Self {
        self.except = hosts
            .into_iter()
            .map(|host| host.into().trim().trim_start_matches("*.").trim_start_matches('.').to_ascii_lowercase())
            .filter(|host| !host.is_empty())
            .collect();
        self
    }

    pub(super) fn serves(&self, host: &Host<String>) -> bool {
        let host = host.to_string();
        let below = |suffix: &String| host.strip_suffix(suffix.as_str()).is_some_and(|front| front.ends_with('.'));
        !self.except.iter().any(|pattern| pattern == "*" || *pattern == host || below(pattern))
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn host(&self) -> &Host<String> {
        &self.host
    }

    pub(super) fn is_trusted(&self) -> bool {
        self.trusted
    }

    /// Where it listens, for a connector that looks at the port alone.
    pub(super) fn uri(&self) -> Option<Uri> {
        format!("http://{}:{}", self.host, self.port).parse().ok()
    }

    /// `Proxy-Authorization` (RFC 7617).
    pub(super) fn authorization(&self) -> Option<HeaderValue> {
        let Credentials { name, password } = self.credentials.as_ref()?;
        let pair = Zeroizing::new(format!("{}:{}", name.as_str(), password.as_str()));
        let text = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
        let mut value = HeaderValue::from_str(&text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Name and password (RFC 1929).
    pub(super) fn name_and_password(&self) -> Option<(&str, &str)> {
        self.credentials.as_ref().map(|Credentials { name, password }| (name.as_str(), password.as_str()))
    }
}

impl fmt::Display for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.kind {
            Kind::Http => "http",
            Kind::Socks5 => "socks5",
        };
        write!(formatter, "{scheme}://{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Proxy")
            .field("address", &format_args!("{self}"))
            .field("trusted", &self.trusted)
            .field("except", &self.except)
            .finish_non_exhaustive()
    }
}

impl FromStr for Proxy {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        // The text is not repeated: it may hold a password.
        let refuse = |reason: &str| Error::Settings {
            message: format!("this is not the address of a proxy: {reason}"),
            hint: "Write it as `http://proxy.example:3128` or `socks5://proxy.example:1080`".to_owned(),
        };
        let url = Url::parse(text).map_err(|error| refuse(&error.to_string()))?;
        let (kind, standard_port) = match url.scheme() {
            "http" => (Kind::Http, 80),
            "socks5" | "socks5h" => (Kind::Socks5, 1080),
            _ => return Err(refuse("it must begin with `http://` or `socks5://`")),
        };
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("nothing may follow the port"));
        }
        let host = url.host_str().ok_or_else(|| refuse("it has no host"))?;
        // Hosts of schemes that are not the web's are not in their canonical form yet.
        let host = Host::parse(host).map_err(|error| refuse(&error.to_string()))?;
        let decode = |text: &str| {
            let decoded =
                percent_decode_str(text).decode_utf8().map_err(|_| refuse("its credentials are not UTF-8"))?;
            if decoded.len() > 255 || decoded.contains(char::is_control) {
                return Err(refuse("its credentials are longer than 255 bytes, or hold control characters"));
            }
            Ok(Zeroizing::new(decoded.into_owned()))
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (name, password) => {
                Some(Credentials { name: decode(name)?, password: decode(password.unwrap_or_default())? })
            }
        };
        if kind == Kind::Http && credentials.as_ref().is_some_and(|credentials| credentials.name.contains(':')) {
            return Err(refuse("its user name has a colon, which RFC 7617 does not allow"));
        }
        let port = url.port().unwrap_or(standard_port);
        Ok(Self { kind, host, port, credentials, trusted: false, except: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_read_and_its_credentials_are_never_shown() {
        let proxy: Proxy = "http://na%20me:s3cret%40@proxy.example:3128".parse().unwrap();
        assert_eq!(proxy.name_and_password(), Some(("na me", "s3cret@")));
        assert_eq!(proxy.authorization().unwrap(), "Basic bmEgbWU6czNjcmV0QA==");
        assert!(proxy.authorization().unwrap().is_sensitive());
        for text in [format!("{proxy}"), format!("{proxy:?}")] {
            assert!(text.contains("http://proxy.example:3128") && !text.contains("s3cret"), "{text}");
        }
        let proxy: Proxy = "socks5://[::1]".parse().unwrap();
        assert_eq!(proxy.to_string(), "socks5://[::1]:1080");
        assert_eq!(proxy.authorization(), None);
        for bad in ["", "proxy.example:3128", "https://p.example", "http://p.example/x", "ftp://p", "http://u:s3cret@"]
        {
            let error = bad.parse::<Proxy>().unwrap_err();
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{bad}");
        }
    }

    #[test]
    fn hosts_are_excepted_with_everything_below_them() {
        let proxy: Proxy = "http://proxy.example:3128".parse().unwrap();
        let host = |text: &str| Host::parse(text).unwrap();
        assert!(proxy.serves(&host("a.example")));
        let proxy = proxy.except(["intranet.example", ".corp.example", "*.lab.example", "10.0.0.1", " ", ""]);
        for excepted in ["intranet.example", "a.intranet.example", "corp.example", "b.a.corp.example", "x.lab.example"]
        {
            assert!(!proxy.serves(&host(excepted)), "{excepted}");
        }
        assert!(!proxy.serves(&host("10.0.0.1")));
        for served in ["myintranet.example", "example", "10.0.0.10", "110.0.0.1", "intranet.example.evil"] {
            assert!(proxy.serves(&host(served)), "{served}");
        }
        assert!(!proxy.except(["*"]).serves(&host("a.example")));
    }
}
