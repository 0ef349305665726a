//! The log, on stderr.

use tracing_subscriber::EnvFilter;

/// Shows what connectors and the runtime log. Crates that could log headers stay silent at every level.
pub(crate) fn start(verbose: u8, quiet: bool, color: bool) {
    let level = match verbose {
        0 if quiet => "error",
        0 => "warn",
        1 => "info",
        _ => "debug",
    };
    // What a run warns about is printed with its output.
    let filter =
        EnvFilter::new(format!("off,connector={level},connector_runtime={level},connector_runtime::run=error"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(color)
        .with_target(false)
        .without_time()
        .init();
}
