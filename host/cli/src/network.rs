//! How requests leave this machine, as its operator says. The library judges it.

mod pem;

use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args};
use connector_runtime::{Error, Limits, Proxy, Settings};

use crate::env;
use crate::failure::Failure;

/// What is said about the network. An empty value counts as none, so that one can take back what the environment says.
#[derive(Args)]
#[command(next_help_heading = "Network options")]
pub(crate) struct NetworkArgs {
    /// Trust the authorities in this PEM file too, beside those of the operating system
    #[arg(long, global = true, value_name = "FILE",
        env = env::CA_BUNDLE, hide_env_values = true, hide_short_help = true)]
    ca_bundle: Option<OsString>,
    /// Show this certificate to services that ask for one: PEM, with its chain behind it
    #[arg(long, global = true, value_name = "FILE",
        env = env::CLIENT_CERTIFICATE, hide_env_values = true, hide_short_help = true)]
    client_certificate: Option<OsString>,
    /// The key of the client certificate: PEM, in a file that nobody else may read
    #[arg(long, global = true, value_name = "FILE",
        env = env::CLIENT_KEY, hide_env_values = true, hide_short_help = true)]
    client_key: Option<OsString>,
    /// Send everything through a proxy, `http://HOST:PORT` or `socks5://HOST:PORT`; a password is better kept in the
    /// variable, where other users do not see it
    #[arg(long, global = true, value_name = "URL",
        env = env::PROXY, hide_env_values = true, hide_short_help = true)]
    proxy: Option<String>,
    /// Let the proxy find the addresses of hosts, and trust it to keep requests away from private ones
    #[arg(long, global = true, action = ArgAction::SetTrue, value_parser = switch,
        env = env::PROXY_RESOLVES, hide_env_values = true, hide_short_help = true)]
    proxy_resolves: bool,
    /// Reach these hosts, and all hosts below them, without the proxy
    #[arg(long, global = true, value_name = "HOST,…", value_delimiter = ',',
        env = env::NO_PROXY, hide_env_values = true, hide_short_help = true)]
    no_proxy: Vec<String>,
    /// Add a header to every request, such as one that a gateway asks for; it is no place for secrets. May be repeated;
    /// the variable holds one a line
    #[arg(long, global = true, value_name = "NAME: VALUE", value_delimiter = '\n',
        env = env::HEADERS, hide_env_values = true, hide_short_help = true)]
    header: Vec<String>,
    /// Connect from this address of the machine, and only to addresses of its family
    #[arg(long, global = true, value_name = "IP",
        env = env::SOURCE_ADDRESS, hide_env_values = true, hide_short_help = true)]
    source_address: Option<String>,
    /// How long a request waits in all because the service asks to slow down, or fails and is asked again; a minute
    /// where it is not said
    #[arg(long, global = true, value_name = "SECONDS",
        env = env::MAX_WAIT, hide_env_values = true, hide_short_help = true)]
    max_wait: Option<String>,
}

impl NetworkArgs {
    /// The settings of a runtime, with what was said.
    pub(crate) fn apply(self, mut settings: Settings) -> Result<Settings, Failure> {
        if let Some(file) = path(self.ca_bundle) {
            settings = settings.root_certificates(pem::authorities(&file)?);
        }
        match (path(self.client_certificate), path(self.client_key)) {
            (Some(chain), Some(key)) => settings = settings.client_certificate(pem::identity(&chain, &key)?),
            (Some(_), None) => return Err(halved("the key of the client certificate", "client-key", env::CLIENT_KEY)),
            (None, Some(_)) => {
                return Err(halved("the certificate of the client key", "client-certificate", env::CLIENT_CERTIFICATE));
            }
            (None, None) => {}
        }
        if let Some(text) = filled(self.proxy) {
            let proxy: Proxy = text.parse().map_err(usage)?;
            let proxy = proxy.except(self.no_proxy);
            settings = settings.proxy(if self.proxy_resolves { proxy.trusted() } else { proxy });
        }
        for line in self.header.iter().map(|line| line.trim()).filter(|line| !line.is_empty()) {
            // The line is not repeated: what it holds may be nobody's business.
            let (name, value) = line.split_once(':').ok_or_else(|| {
                Failure::usage("there is no colon in a header", "Write headers as `--header 'NAME: VALUE'`")
            })?;
            settings = settings.header(name, value.trim()).map_err(usage)?;
        }
        if let Some(text) = filled(self.source_address) {
            let address: IpAddr = text.parse().map_err(|_| {
                Failure::usage(
                    format!("the source address `{text}` is no IP address"),
                    "Take one of this machine, such as `192.0.2.10`; `--source-address ''` leaves the choice to it",
                )
            })?;
            settings = settings.local_address(address);
        }
        if let Some(text) = filled(self.max_wait) {
            let seconds: u32 = text.parse().map_err(|_| {
                Failure::usage(
                    format!("`{text}` is no number of seconds to wait"),
                    "Write `--max-wait` in whole seconds; with `0`, no request waits",
                )
            })?;
            let mut limits = Limits::default();
            limits.rate_limit_wait = Duration::from_secs(seconds.into());
            settings = settings.limits(limits);
        }
        Ok(settings)
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn path(text: Option<OsString>) -> Option<PathBuf> {
    text.filter(|text| !text.is_empty()).map(PathBuf::from)
}

/// What the library says of a value on the command line.
fn usage(error: Error) -> Failure {
    match error {
        Error::Settings { message, hint } => Failure::usage(message, hint),
        error => error.into(),
    }
}

fn halved(lacking: &str, option: &str, variable: &str) -> Failure {
    Failure::usage(format!("{lacking} is missing"), format!("Name its file with `--{option}` or `{variable}`"))
}

/// Reads what a variable sets a flag to; one that is set to nothing is not set.
fn switch(text: &str) -> Result<bool, &'static str> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "" | "0" | "false" | "no" | "off" => Ok(false),
        _ => Err("it is neither `true` nor `false`; correct or unset `CONNECTOR_PROXY_RESOLVES`"),
    }
}
