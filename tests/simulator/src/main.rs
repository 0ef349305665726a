//! Runs simulated Confluence sites until it is told to stop.

use std::io::Write;
use std::net::SocketAddr;

use anyhow::Context;
use clap::Parser;
use confluence_simulator::{Options, Simulator};
use serde_json::json;

/// Simulates Confluence Cloud sites and a Data Center instance; prints their addresses as one line of JSON.
#[derive(Debug, Parser)]
#[command(version, after_help = other_credentials())]
struct Arguments {
    /// The site's name: acme stands for <https://acme.atlassian.net>
    #[arg(long, default_value = "acme")]
    site: String,
    /// The user's e-mail address
    #[arg(long, default_value = "user@example.com")]
    email: String,
    /// The user's API token
    #[arg(long, default_value = "simulator-api-token")]
    api_token: String,
    /// The user's account password, for Data Center
    #[arg(long, default_value = "simulator-password")]
    password: String,
    /// How many pages the space DOCS has below its homepage
    #[arg(long, default_value_t = 3)]
    pages: u32,
    /// The size of each page's body in bytes
    #[arg(long, default_value_t = 2000)]
    page_bytes: usize,
    /// Where the site listens; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where the media host listens; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    media_listen: SocketAddr,
    /// Where auth.atlassian.com listens; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    auth_listen: SocketAddr,
    /// Where api.atlassian.com listens; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:0")]
    api_listen: SocketAddr,
    /// The name of another site with Confluence
    #[arg(long, default_value = "globex")]
    other_site: String,
    /// The name of a site without Confluence
    #[arg(long, default_value = "initech")]
    jira_site: String,
    /// The id of the OAuth client
    #[arg(long, default_value = "simulated-client")]
    client_id: String,
    /// The secret of the OAuth client
    #[arg(long, default_value = "simulated-client-secret-0123456789")]
    client_secret: String,
    /// One more callback URL of the OAuth client; may be repeated
    #[arg(long)]
    callback: Vec<String>,
    /// Lets the sites of an account add up with each consent
    #[arg(long)]
    account_level_grants: bool,
    /// Wants X-Atlassian-Token where the documentation says so, and not for every write of v1
    #[arg(long)]
    guard_documented_writes_only: bool,
}

/// What else it takes, for the other ways to sign in.
fn other_credentials() -> String {
    let options = Options::default();
    let rows = [
        ("API token with scopes", &options.scoped_api_token),
        ("service account's API token", &options.service_api_token),
        ("service account's client id", &options.service_client_id),
        ("service account's client secret", &options.service_client_secret),
        ("access token, for the first hour", &options.access_token),
        ("somebody else's email", &options.other_email),
        ("somebody else's API token", &options.other_api_token),
        ("Data Center's personal access token", &options.personal_access_token),
        ("Data Center's client id", &options.data_center_client_id),
        ("Data Center's client secret", &options.data_center_client_secret),
    ];
    let rows: Vec<String> = rows.iter().map(|(what, value)| format!("  {what:<36}{value}")).collect();
    format!("Other credentials:\n{}\n  {:<36}user, with the password", rows.join("\n"), "Data Center's username")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let simulator = Simulator::start(Options {
        site: arguments.site,
        email: arguments.email,
        api_token: arguments.api_token,
        password: arguments.password,
        pages: arguments.pages,
        page_bytes: arguments.page_bytes,
        listen: arguments.listen,
        media_listen: arguments.media_listen,
        auth_listen: arguments.auth_listen,
        api_listen: arguments.api_listen,
        other_site: arguments.other_site,
        jira_site: arguments.jira_site,
        client_id: arguments.client_id,
        client_secret: arguments.client_secret,
        account_level_grants: arguments.account_level_grants,
        guards_all_writes: !arguments.guard_documented_writes_only,
        ..Options::default()
    })
    .context("cannot start the simulator")?;
    for url in &arguments.callback {
        simulator.register_callback(url);
    }
    // Whoever reads the line may send a signal at once, so the handlers come first.
    let stopped = stopped()?;
    let line = json!({
        "site": simulator.site_origin(),
        "media": simulator.media_origin(),
        "auth": simulator.auth_origin(),
        "api": simulator.api_origin(),
        "connectTo": simulator.connect_to(),
    });
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()?;
    drop(stdout);
    stopped.await;
    Ok(())
}

/// Installs the signal handlers; the future ends with the first Ctrl-C or SIGTERM.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Returns a future that ends with the first Ctrl-C.
#[cfg(not(unix))]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler the system ends the process, which is what was wanted.
        let _ = tokio::signal::ctrl_c().await;
    })
}
