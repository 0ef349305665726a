//! Environment variables, one constant each.

/// The folder that holds connectors, connections and the key; `--home` comes first.
pub(crate) const HOME: &str = "CONNECTOR_HOME";

/// Origins to send elsewhere, separated by commas or spaces; `--connect-to` adds to them.
pub(crate) const CONNECT_TO: &str = "CONNECTOR_CONNECT_TO";

/// No colors where it is set to anything: <https://no-color.org>. `--color` comes first.
pub(crate) const NO_COLOR: &str = "NO_COLOR";
