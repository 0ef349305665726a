//! Embeds the runtime: installs a connector, connects it and performs an action.
//!
//! `embed COMPONENT SUBDOMAIN EMAIL ACTION INPUT [FILE]`, with the API token on standard input, such as
//! `embed confluence.wasm acme user@example.com list-pages '{"all": true}'`.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use connector_runtime::{ConnectionDraft, Event, Runtime, Settings};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [component, subdomain, email, action, input, file @ ..] = arguments.as_slice() else {
        anyhow::bail!("usage: embed COMPONENT SUBDOMAIN EMAIL ACTION INPUT [FILE]");
    };
    let mut token = String::new();
    std::io::stdin().read_line(&mut token)?;

    // One runtime a process. It keeps connectors and connections in a folder, the secrets among them sealed.
    let home = tempfile::tempdir()?;
    let mappings = std::env::var("CONNECTOR_CONNECT_TO").unwrap_or_default();
    let mappings = mappings.split(',').filter(|mapping| !mapping.is_empty()).map(str::parse);
    let settings = Settings::new(home.path()).connect_to(mappings.collect::<Result<Vec<_>, _>>()?);
    let runtime = Runtime::open(settings).await?;
    let connector = runtime.install(Path::new(component)).await?;

    // The form is described by the connector's manifest; adding a connection tries it first.
    let draft = ConnectionDraft::new("example", connector.name)
        .auth_type("api-token")
        .field("subdomain", subdomain)
        .field("email", email)
        .secret("apiToken", token.trim());
    runtime.add_connection(draft, true).await?;

    // An action's input and output are JSON; files are named apart. A list hands its results over as they come.
    let connection = runtime.connection("example").await?;
    let mut call = connection.action(action)?.input(serde_json::from_str(input).context("INPUT is not JSON")?);
    if let [path] = file {
        call = call.file("file", Path::new(path), None)?;
    }
    let mut run = call.start()?;
    let mut stdout = std::io::stdout();
    while let Some(event) = run.next().await {
        if let Event::Item(item) = event {
            writeln!(stdout, "{item}")?;
        }
    }
    writeln!(stdout, "{}", run.finish().await?.value)?;
    Ok(())
}
