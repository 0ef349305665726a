//! Environment variables, one constant each.

/// Every variable, with what is said of it at the end of `--help`.
const ALL: &[(&str, &str)] = &[
    (HOME, "the folder that holds connectors, connections and the key"),
    (CONNECT_TO, "origins to send elsewhere, separated by commas"),
    (VAULT, "where the vault's key is kept: `file` or `keyring`"),
    (VAULT_KEY, "the vault's key itself, 64 hexadecimal digits"),
    (VAULT_KEY_PREVIOUS, "keys before it, separated by commas"),
    (CA_BUNDLE, "authorities to trust too, a PEM file"),
    (CLIENT_CERTIFICATE, "the certificate to show to services that ask for one, a PEM file"),
    (CLIENT_KEY, "its key, a PEM file"),
    (PROXY, "the proxy to go through; HTTPS_PROXY and the like are never used"),
    (PROXY_RESOLVES, "`true` where the proxy finds the addresses of hosts"),
    (NO_PROXY, "hosts to reach without the proxy, separated by commas"),
    (HEADERS, "headers to add to every request, one a line"),
    (SOURCE_ADDRESS, "the address of this machine to connect from"),
    (MAX_WAIT, "how many seconds a request waits in all"),
    (BROWSER, "the browser to sign in with"),
    (NO_COLOR, "no colors, where it is set to anything"),
];

/// For the end of `--help`.
pub(crate) fn help() -> String {
    let width = ALL.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    ALL.iter()
        .fold("Environment variables:".to_owned(), |help, (name, says)| format!("{help}\n    {name:width$}  {says}"))
}

/// The folder that holds connectors, connections and the key; `--home` comes first.
pub(crate) const HOME: &str = "CONNECTOR_HOME";

/// Origins to send elsewhere, separated by commas or spaces; `--connect-to` adds to them.
pub(crate) const CONNECT_TO: &str = "CONNECTOR_CONNECT_TO";

/// No colors where it is set to anything: <https://no-color.org>. `--color` comes first.
pub(crate) const NO_COLOR: &str = "NO_COLOR";

/// The vault's key, 64 hexadecimal digits; without it, the key is kept where [`VAULT`] says.
pub(crate) const VAULT_KEY: &str = "CONNECTOR_VAULT_KEY";

/// Keys before that one, separated by commas: what they sealed can still be opened, and sealed anew by `vault rotate`.
pub(crate) const VAULT_KEY_PREVIOUS: &str = "CONNECTOR_VAULT_KEY_PREVIOUS";

/// Where the vault's key is kept: `file`, which is the default, or `keyring`.
pub(crate) const VAULT: &str = "CONNECTOR_VAULT";

/// The browser to open instead of the system's: programs, separated by colons, of which the first that starts is taken.
pub(crate) const BROWSER: &str = "BROWSER";

/// Authorities to trust beside those of the operating system, a PEM file; `--ca-bundle` comes first.
pub(crate) const CA_BUNDLE: &str = "CONNECTOR_CA_BUNDLE";

/// The certificate to show to services that ask for one, a PEM file; `--client-certificate` comes first.
pub(crate) const CLIENT_CERTIFICATE: &str = "CONNECTOR_CLIENT_CERTIFICATE";

/// The key of that certificate, a PEM file; `--client-key` comes first.
pub(crate) const CLIENT_KEY: &str = "CONNECTOR_CLIENT_KEY";

/// The proxy to go through, perhaps with a password; `--proxy` comes first. What other programs take for one, such as
/// `HTTPS_PROXY`, is never used: it may be set by whoever starts this one.
pub(crate) const PROXY: &str = "CONNECTOR_PROXY";

/// Whether the proxy finds the addresses of hosts; `--proxy-resolves` comes first.
pub(crate) const PROXY_RESOLVES: &str = "CONNECTOR_PROXY_RESOLVES";

/// Hosts to reach without the proxy, separated by commas; `--no-proxy` comes first.
pub(crate) const NO_PROXY: &str = "CONNECTOR_NO_PROXY";

/// Headers to add to every request, one a line; `--header` comes first.
pub(crate) const HEADERS: &str = "CONNECTOR_HEADERS";

/// The address of this machine to connect from; `--source-address` comes first.
pub(crate) const SOURCE_ADDRESS: &str = "CONNECTOR_SOURCE_ADDRESS";

/// How many seconds a request waits in all; `--max-wait` comes first.
pub(crate) const MAX_WAIT: &str = "CONNECTOR_MAX_WAIT";
