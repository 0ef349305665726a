//! Plays the recorded cases through the real component, the real host and a real socket.

#![allow(clippy::unwrap_used, reason = "what panics here fails a test")]

mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use connector_runtime::{
    ActionFailure, ConnectTo, ConnectionDraft, Error, Event, Limits, Runtime, SecretString, Settings,
};
use connector_sdk::player::{Case, CaseError, Exchange, read_folder};
use serde_json::Value;
use support::case_server::CaseServer;
use support::component;

#[tokio::test(flavor = "multi_thread")]
async fn every_case_plays_through_the_component() {
    let cases = read_folder(std::path::Path::new("../../tests/cases"));
    let home = tempfile::tempdir().unwrap();
    let exchanges: Arc<Mutex<VecDeque<Exchange>>> = Arc::default();
    let server = CaseServer::start(Arc::clone(&exchanges)).await;
    let mapping = |origin: &str| -> ConnectTo { format!("{origin}={}", server.origin()).parse().unwrap() };
    let mut limits = Limits::default();
    // A recorded 429 or 503 is the last answer: how the host waits and tries again has tests of its own.
    limits.rate_limit_wait = Duration::ZERO;
    let settings = Settings::new(home.path())
        .limits(limits)
        .connect_to([mapping("https://acme.atlassian.net"), mapping("https://confluence.example.com:8443")]);
    let runtime = Runtime::open(settings).unwrap();
    let connector = runtime.install(&component("confluence.wasm")).await.unwrap();
    let mut faults = Vec::new();
    for action in &connector.manifest.actions {
        if !cases.iter().any(|(_, case)| case.action == action.name) {
            faults.push(format!("{}: no case", action.name));
        }
    }
    let mut played = 0;
    for (path, case) in &cases {
        *exchanges.lock().unwrap() = case.exchanges.iter().cloned().collect();
        let (result, items) = play(&runtime, &connector.name, case, home.path()).await;
        let mut found = case.judge(result, &items);
        found.extend(server.take_faults());
        found
            .extend(exchanges.lock().unwrap().drain(..).map(|exchange| format!("never asked: `{}`", exchange.request)));
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", path.display())));
        played += 1;
    }
    assert!(played >= connector.manifest.actions.len());
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

async fn play(
    runtime: &Runtime,
    connector: &str,
    case: &Case,
    folder: &std::path::Path,
) -> (Result<Value, CaseError>, Vec<Value>) {
    let mut fields: std::collections::BTreeMap<String, String> = case.connection.clone();
    let on_prem = fields.get("address").is_some_and(|address| address == "uri");
    let auth_type = fields.remove("authType").unwrap_or_else(|| if on_prem { "basic" } else { "api-token" }.to_owned());
    let (user, secret) = if auth_type == "basic" { ("username", "password") } else { ("email", "apiToken") };
    fields.insert(user.to_owned(), "user@example.com".to_owned());
    let draft = ConnectionDraft {
        name: "case".to_owned(),
        connector: connector.to_owned(),
        auth_type: Some(auth_type),
        fields,
        secrets: [(secret.to_owned(), SecretString::from("case-secret-value"))].into(),
    };
    runtime.add_connection(draft, false).await.unwrap();
    let connection = runtime.connection("case").unwrap();
    let mut items = Vec::new();
    let result = async {
        let mut input = case.input.clone();
        let mut call = connection.action(&case.action)?;
        for (id, blob) in &case.blobs {
            let name = blob.file_name.clone().unwrap_or_else(|| "unnamed".to_owned());
            let path = folder.join(name);
            std::fs::write(&path, &blob.content).unwrap();
            // The case names its blobs itself; the host names them when they are given.
            if let Value::Object(fields) = &mut input {
                let field = fields.iter().find(|(_, value)| *value == id).map(|(field, _)| field.clone());
                if let Some(field) = field {
                    fields.remove(&field);
                    call = call.file(&field, &path, blob.media_type.clone())?;
                }
            }
        }
        let mut run = call.input(input).start()?;
        while let Some(event) = run.next().await {
            if let Event::Item(item) = event {
                items.push(serde_json::from_str(&item).unwrap());
            }
        }
        let output = run.finish().await?;
        Ok(with_recorded_blob_ids(output.value, output.blobs.keys()))
    }
    .await;
    runtime.remove_connection("case").unwrap();
    (result.map_err(|error| comparable(&error)), items)
}

/// Cases call the first received blob `received-1`, whatever the host calls it.
fn with_recorded_blob_ids<'a>(mut value: Value, ids: impl Iterator<Item = &'a String>) -> Value {
    for (index, id) in ids.enumerate() {
        if let Value::Object(fields) = &mut value {
            for field in fields.values_mut().filter(|value| *value == id) {
                *field = Value::String(format!("received-{}", index + 1));
            }
        }
    }
    value
}

fn comparable(error: &Error) -> CaseError {
    match error {
        Error::Failed { failure } => {
            let ActionFailure { kind, message, hint, status, problems, .. } = &**failure;
            CaseError {
                kind: serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned(),
                message: message.clone(),
                hint: hint.clone(),
                status: *status,
                problems: problems.iter().map(|problem| problem.at.clone()).collect(),
            }
        }
        other => CaseError {
            kind: format!("{:?}", other.kind()),
            message: other.to_string(),
            hint: other.hint(),
            status: None,
            problems: other.problems().iter().map(|problem| problem.at.clone()).collect(),
        },
    }
}
