//! Embeds the runtime: installs a connector, connects it and performs an action.
//!
//! `cargo run --example embed -- confluence.wasm SUBDOMAIN EMAIL`, with the API token on standard input; further
//! arguments send origins elsewhere, such as `https://acme.atlassian.net=http://127.0.0.1:8080`.

use std::collections::BTreeMap;
use std::path::Path;

use connector_runtime::{ConnectionDraft, Event, Runtime, SecretString, Settings};
use serde_json::json;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [component, subdomain, email, mappings @ ..] = arguments.as_slice() else {
        anyhow::bail!("usage: embed COMPONENT SUBDOMAIN EMAIL [ORIGIN=ORIGIN]...");
    };
    let mut token = String::new();
    std::io::stdin().read_line(&mut token)?;

    // One runtime a process. It keeps connectors and connections in a folder, the secrets among them sealed.
    let home = tempfile::tempdir()?;
    let mappings = mappings.iter().map(|mapping| mapping.parse()).collect::<Result<Vec<_>, _>>()?;
    let runtime = Runtime::open(Settings::new(home.path()).connect_to(mappings))?;
    let connector = runtime.install(Path::new(component)).await?;

    // The form is described by the connector's manifest; adding a connection tries it first.
    let draft = ConnectionDraft {
        name: "example".to_owned(),
        connector: connector.name,
        auth_type: Some("api-token".to_owned()),
        fields: BTreeMap::from([("subdomain".to_owned(), subdomain.clone()), ("email".to_owned(), email.clone())]),
        secrets: BTreeMap::from([("apiToken".to_owned(), SecretString::from(token.trim()))]),
    };
    runtime.add_connection(draft, true).await?;

    // An action's input and output are JSON. A list hands its results over as they come.
    let connection = runtime.connection("example")?;
    let mut run = connection.action("list-pages")?.input(json!({ "all": true })).start()?;
    while let Some(event) = run.next().await {
        if let Event::Item(page) = event {
            let page: serde_json::Value = serde_json::from_str(&page)?;
            writeln(&format!("{}  {}", page["id"], page["title"]));
        }
    }
    writeln(&run.finish().await?.value.to_string());
    Ok(())
}

fn writeln(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}
