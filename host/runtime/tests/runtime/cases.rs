//! Plays the recorded cases through the real component, the real host and a real socket.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::case_server::CaseServer;
use crate::support::component;
use connector_runtime::manifest::{FieldKind, Manifest};
use connector_runtime::measure::{ask, recorded};
use connector_runtime::{
    ActionCall, ActionFailure, ActionSchemas, ConnectTo, ConnectionDraft, Error, Event, Limits, OptionQuery, Runtime,
    Settings,
};
use connector_sdk::Schemas;
use connector_sdk::player::{CALLS, Case, CaseError, Exchange, read_folder, schemas, waiting};
use serde_json::Value;

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
    let settings = Settings::new(home.path()).limits(limits).connect_to(
        ["https://acme.atlassian.net", "https://api.atlassian.com", "https://confluence.example.com:8443"].map(mapping),
    );
    let runtime = Runtime::open(settings).await.unwrap();
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
        let (result, items, saved) = play(&runtime, &connector.manifest, case, home.path()).await;
        let mut found = case.judge(result, &items, &saved);
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
    manifest: &Manifest,
    case: &Case,
    folder: &std::path::Path,
) -> (Result<Value, CaseError>, Vec<Value>, Vec<Value>) {
    let connection = recorded(runtime, draft(manifest, case), case.scopes.clone()).await.unwrap();
    let (mut items, mut saved) = (Vec::new(), Vec::new());
    let result = async {
        if case.action == "options" {
            let (list, query) = case.query();
            let query = OptionQuery { search: query.search, inputs: query.inputs, cursor: query.cursor };
            return Ok(serde_json::to_value(connection.options(&list, &query).await?).unwrap());
        }
        if case.action == "schemas-for" {
            let (action, input) = case.question();
            let (known, nothing) = (input.as_object().unwrap(), serde_json::Map::new());
            let narrowed = parsed(connection.schemas_for(action, known).await?);
            let described = parsed(connection.schemas_for(action, &nothing).await?);
            return Ok(schemas(&narrowed, &described));
        }
        if CALLS.contains(&case.action.as_str()) {
            return ask(&connection, &case.action).await;
        }
        let mut input = case.input.clone();
        let mut call = connection.action(&case.action)?;
        for (id, blob) in case.blobs.iter().filter(|(_, blob)| blob.path.is_none()) {
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
        if case.blobs.values().any(|blob| blob.path.is_some()) {
            call = give_folder(call, case, &mut input, folder)?;
        }
        if let Some(resume) = &case.resume {
            call = call.resume(resume.to_string());
        }
        let mut run = call.input(input).detached().start()?;
        while let Some(event) = run.next().await {
            match event {
                Event::Item(item) => items.push(serde_json::from_str(&item).unwrap()),
                Event::Saved { resume } => saved.push(serde_json::from_str(&resume).unwrap()),
                _ => {}
            }
        }
        let output = run.finish().await?;
        if let Some(left) = &output.waiting {
            let (resume, after) = (serde_json::from_str(&left.resume).unwrap(), left.after.as_millis());
            return Ok(waiting(&resume, u64::try_from(after).unwrap(), &left.message));
        }
        Ok(with_recorded_blob_ids(output.value, output.blobs.keys()))
    }
    .await;
    (result.map_err(|error| comparable(&error)), items, saved)
}

fn parsed(schemas: ActionSchemas) -> Schemas {
    let [input, output] = [schemas.input, schemas.output].map(|schema| serde_json::from_str(schema.get()).unwrap());
    Schemas { input, output }
}

/// Gives the files of a case that have paths as a folder, for the field that lists them.
fn give_folder(call: ActionCall, case: &Case, input: &mut Value, home: &std::path::Path) -> Result<ActionCall, Error> {
    let root = tempfile::tempdir_in(home).unwrap().keep();
    for blob in case.blobs.values() {
        let path = root.join(blob.path.as_ref().unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &blob.content).unwrap();
    }
    let is_file = |id: &Value| id.as_str().is_some_and(|id| case.blobs.contains_key(id));
    let listed = |value: &Value| value.as_array().is_some_and(|ids| ids.iter().all(is_file));
    let fields = input.as_object_mut().unwrap();
    let field = fields.iter().find(|(_, value)| listed(value)).map(|(field, _)| field.clone()).unwrap();
    fields.remove(&field);
    call.folder(&field, &root, |path| {
        let relative = path.strip_prefix(&root).unwrap().to_str().unwrap();
        case.blobs.values().find(|blob| blob.path.as_deref() == Some(relative)).unwrap().media_type.clone()
    })
}

/// The connection of a case: what it does not say and the form needs is filled in.
fn draft(manifest: &Manifest, case: &Case) -> ConnectionDraft {
    let mut fields = case.connection.clone();
    let on_prem = fields.get("address").is_some_and(|address| address == "uri");
    let auth_type = fields.remove("authType").unwrap_or_else(|| if on_prem { "basic" } else { "api-token" }.to_owned());
    let mut draft = ConnectionDraft::new("case", &manifest.name).auth_type(&auth_type);
    for derived in &manifest.derived {
        draft.derived.extend(fields.remove_entry(&derived.name));
    }
    draft.fields = fields;
    for field in &manifest.auth_type(&auth_type).unwrap().fields {
        if !field.required || draft.fields.contains_key(&field.name) || !field.is_shown(&draft.fields) {
            continue;
        }
        draft = match field.kind {
            FieldKind::Secret(_) => draft.secret(&field.name, "case-secret-value"),
            FieldKind::Email => draft.field(&field.name, "user@example.com"),
            FieldKind::Text => draft.field(&field.name, "case-user"),
            // What a case leaves out of its address is left out on purpose.
            _ => draft,
        };
    }
    draft
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
