//! The form of a connection, as a schema and as the runtime checks it: both must be of one mind.

use std::path::Path;

use crate::support::{CALLBACK, component};
use connector_runtime::manifest::{FieldKind, Manifest};
use connector_runtime::{ConnectionDraft, Error, Runtime, Settings};
use serde_json::{Value, json};

async fn runtime() -> (tempfile::TempDir, Runtime) {
    let home = tempfile::tempdir().unwrap();
    let runtime = Runtime::open(Settings::new(home.path())).await.unwrap();
    runtime.install(&component("confluence.wasm")).await.unwrap();
    (home, runtime)
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::options().with_pattern_options(jsonschema::PatternOptions::regex()).build(schema).unwrap()
}

#[tokio::test]
async fn the_schema_of_the_form_is_the_golden_one() {
    let (_home, runtime) = runtime().await;
    let schema = runtime.connector("confluence").await.unwrap().connection_schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/connection/confluence.json");
    let text = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(golden, text, "the form has changed; `make golden` writes {} anew", path.display());
}

/// A document as the runtime takes it: secrets apart.
fn draft(manifest: &Manifest, document: &Value) -> ConnectionDraft {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut draft = ConnectionDraft::new(text(&document["name"]), "confluence");
    if let Some(auth_type) = document.get("authType") {
        draft = draft.auth_type(text(auth_type));
    }
    let own = draft.auth_type.clone().unwrap_or_else(|| manifest.auth_types[0].name.clone());
    let own = manifest.auth_type(&own).map(|auth_type| auth_type.fields.clone()).unwrap_or_default();
    for (name, value) in document["fields"].as_object().unwrap() {
        let is_secret = |field: &connector_runtime::manifest::Field| {
            field.name == *name && matches!(field.kind, FieldKind::Secret(_))
        };
        draft =
            if own.iter().any(is_secret) { draft.secret(name, text(value)) } else { draft.field(name, text(value)) };
    }
    draft
}

/// Whether the runtime takes the form; signing in is not part of it.
async fn is_taken(runtime: &Runtime, draft: ConnectionDraft) -> bool {
    let name = draft.name.trim().to_owned();
    match runtime.add_connection(draft.clone(), false).await {
        Ok(_) => {
            runtime.remove_connection(&name).await.unwrap();
            true
        }
        Err(Error::SignInNeeded { .. }) => runtime.begin_sign_in(draft, CALLBACK).await.is_ok(),
        Err(Error::InvalidConnection { .. }) => false,
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn the_schema_and_the_runtime_take_and_refuse_the_same_connections() {
    let (_home, runtime) = runtime().await;
    let connector = runtime.connector("confluence").await.unwrap();
    let schema = validator(&connector.connection_schema());
    let cloud = |auth_type: &str, fields: Value| {
        let mut all = json!({"subdomain": "acme"});
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!({"name": "wiki", "authType": auth_type, "fields": all})
    };
    let on_prem = |auth_type: &str, fields: Value| {
        let mut all = json!({"address": "uri", "uri": "https://confluence.intranet.acme.com:7654/confluence"});
        all.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        json!({"name": "wiki", "authType": auth_type, "fields": all})
    };
    let token = json!({"email": "user@example.com", "apiToken": "a-token"});
    let good = [
        cloud("api-token", token.clone()),
        json!({"name": "wiki", "fields": {"subdomain": "acme", "email": "user@example.com", "apiToken": "a-token"}}),
        cloud(
            "api-token",
            json!({"subdomain": "https://acme.atlassian.net/wiki/spaces/X", "email": "user@example.com", "apiToken": "a-token"}),
        ),
        cloud("api-token", json!({"email": "user@example.com", "apiToken": "a-token", "expires": "2027-01-31"})),
        cloud("basic", json!({"username": "user@example.com", "password": "a-token"})),
        on_prem("basic", json!({"username": "user", "password": "a-password"})),
        on_prem("personal-access-token", json!({"personalAccessToken": "a-token"})),
        cloud("oauth2", json!({"clientId": "id", "clientSecret": "secret"})),
        json!({"name": "wiki", "authType": "oauth2", "fields": {"clientId": "id", "clientSecret": "secret", "scopeSet": "classic"}}),
        on_prem("oauth2-data-center", json!({"clientId": "id", "clientSecret": "secret"})),
        cloud("service-account", json!({"clientId": "id", "clientSecret": "secret"})),
        cloud("access-token", json!({"accessToken": "a-token"})),
        on_prem("access-token", json!({"accessToken": "a-token"})),
    ];
    let without = |document: &Value, field: &str| {
        let mut document = document.clone();
        document["fields"].as_object_mut().unwrap().remove(field);
        document
    };
    let mut bad = vec![
        cloud("api-token", json!({"email": "nobody", "apiToken": "a-token"})),
        cloud("api-token", json!({"subdomain": "a.b", "email": "user@example.com", "apiToken": "a-token"})),
        cloud("api-token", json!({"email": "user@example.com", "apiToken": "a-token", "expires": "soon"})),
        cloud("api-token", json!({"email": "user@example.com", "apiToken": "a-token", "unknown": "x"})),
        cloud("api-token", json!({"email": "user@example.com", "apiToken": ""})),
        on_prem("api-token", token.clone()),
        on_prem("basic", json!({"uri": "wiki.example.com", "username": "user", "password": "a-password"})),
        on_prem("basic", json!({"uri": "ftp://example.com", "username": "user", "password": "a-password"})),
        on_prem("basic", json!({"subdomain": "acme", "username": "user", "password": "a-password"})),
        cloud("personal-access-token", json!({"personalAccessToken": "a-token"})),
        on_prem("oauth2", json!({"clientId": "id", "clientSecret": "secret"})),
        cloud("oauth2", json!({"clientId": "id", "clientSecret": "secret", "scopeSet": "all"})),
        cloud("oauth2-data-center", json!({"clientId": "id", "clientSecret": "secret"})),
        on_prem("service-account", json!({"clientId": "id", "clientSecret": "secret"})),
        cloud("kerberos", json!({})),
        json!({"name": " ", "authType": "api-token", "fields": {"subdomain": "acme", "email": "user@example.com", "apiToken": "t"}}),
    ];
    // Whatever a form needs is missed.
    let optional = ["scopeSet", "expires"];
    for document in &good {
        for field in document["fields"].as_object().unwrap().keys() {
            let free = optional.contains(&field.as_str()) || (field == "subdomain" && document["authType"] == "oauth2");
            if !free && field != "address" {
                bad.push(without(document, field));
            }
        }
    }
    for (documents, taken) in [(good.as_slice(), true), (bad.as_slice(), false)] {
        for document in documents {
            assert_eq!(schema.is_valid(document), taken, "the schema: {document}");
            let draft = draft(&connector.manifest, document);
            assert_eq!(is_taken(&runtime, draft).await, taken, "the runtime: {document}");
        }
    }
}
