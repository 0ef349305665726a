//! Environment variables, one constant each.

/// For the end of `--help`.
pub(crate) const HELP: &str = "\
Environment variables:
    CONNECTOR_HOME                the folder that holds connectors, connections and the key
    CONNECTOR_CONNECT_TO          origins to send elsewhere, separated by commas
    CONNECTOR_VAULT               where the vault's key is kept: `file` or `keyring`
    CONNECTOR_VAULT_KEY           the vault's key itself, 64 hexadecimal digits
    CONNECTOR_VAULT_KEY_PREVIOUS  keys before it, separated by commas
    BROWSER                       the browser to sign in with
    NO_COLOR                      no colors, where it is set to anything";

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
