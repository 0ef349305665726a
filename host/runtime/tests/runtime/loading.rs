//! What is a connector, and what is refused with its reason.

use std::collections::BTreeMap;

use crate::support::{Site, component, draft};
use connector_runtime::{Error, Limits, Refusal, Runtime, Settings};
use serde_json::json;

async fn runtime(limits: Limits) -> (tempfile::TempDir, Runtime) {
    let home = tempfile::tempdir().unwrap();
    let runtime = Runtime::open(Settings::new(home.path()).limits(limits)).await.unwrap();
    (home, runtime)
}

async fn refusal(bytes: &[u8]) -> Refusal {
    let (home, runtime) = runtime(Limits::default()).await;
    let path = home.path().join("candidate.wasm");
    std::fs::write(&path, bytes).unwrap();
    let error = runtime.install(&path).await.unwrap_err();
    assert!(runtime.connectors().await.unwrap().is_empty());
    let left = std::fs::read_dir(home.path().join("connectors")).unwrap().count();
    assert_eq!(left, 0, "nothing is left of a refused component");
    match error {
        Error::NotAConnector(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_not_a_component_is_refused() {
    assert!(matches!(refusal(b"").await, Refusal::NotWasm));
    assert!(matches!(refusal(b"#!/bin/sh\n").await, Refusal::NotWasm));
    assert!(matches!(refusal(b"\x7fELF-and-so-on").await, Refusal::Compiled));
    assert!(matches!(refusal(&wat::parse_str("(module)").unwrap()).await, Refusal::CoreModule));
    assert!(matches!(refusal(b"\0asm\x0d\0\x01\0garbage").await, Refusal::Invalid { .. }));
    assert!(matches!(refusal(&wat::parse_str("(component)").unwrap()).await, Refusal::MissingExports { .. }));
}

#[tokio::test]
async fn a_component_that_is_cut_short_is_refused() {
    let whole = std::fs::read(component("guests/hostile.wasm")).unwrap();
    for length in [9, 100, whole.len() / 2, whole.len() - 1] {
        let refused = refusal(&whole[..length]).await;
        assert!(matches!(refused, Refusal::Invalid { .. } | Refusal::MissingExports { .. }), "{length}: {refused}");
    }
}

#[tokio::test]
async fn foreign_imports_are_refused_by_name() {
    for (name, import) in [
        ("wasi:filesystem/types@0.2.6", r#"(instance (export "descriptor" (type (sub resource))))"#),
        ("wasi:sockets/tcp@0.2.0", "(instance)"),
        ("wasi:http/outgoing-handler@0.2.0", "(instance)"),
        ("wasi:clocks/wall-clock@0.3.0", "(instance)"),
        ("evil:everything/all", "(instance)"),
        ("connector:plugin/http@0.2.0", "(instance)"),
        ("connector:plugin/http", "(instance)"),
    ] {
        let bytes = wat::parse_str(format!(r#"(component (import "{name}" {import}))"#)).unwrap();
        match refusal(&bytes).await {
            Refusal::ForeignImports { imports } => assert_eq!(imports, [name]),
            other => panic!("{name}: {other}"),
        }
    }
    let function = wat::parse_str(r#"(component (import "open-file" (func)))"#).unwrap();
    assert!(matches!(refusal(&function).await, Refusal::ForeignImports { .. }));
}

#[tokio::test]
async fn a_component_that_is_too_large_is_refused_before_it_is_read() {
    let mut limits = Limits::default();
    limits.component_bytes = 1_000;
    let (_home, runtime) = runtime(limits).await;
    let error = runtime.install(&component("guests/hostile.wasm")).await.unwrap_err();
    assert!(matches!(error, Error::NotAConnector(Refusal::TooLarge { limit: 1_000, .. })), "{error:?}");
}

#[tokio::test]
async fn a_component_with_another_digest_is_refused_before_it_is_parsed() {
    let (home, runtime) = runtime(Limits::default()).await;
    let path = home.path().join("candidate.wasm");
    std::fs::write(&path, "no component at all").unwrap();
    let wanted = "0".repeat(64);
    let error = runtime.install_pinned(&path, &wanted).await.unwrap_err();
    let Error::NotAConnector(Refusal::OtherDigest { digest }) = &error else { panic!("{error:?}") };
    let error = runtime.install_pinned(&path, digest).await.unwrap_err();
    assert!(matches!(error, Error::NotAConnector(Refusal::NotWasm)), "now it is looked at: {error:?}");
    let good = component("guests/hostile.wasm");
    let digest = runtime.inspect(&good).await.unwrap().digest;
    assert!(runtime.install_pinned(&good, &wanted).await.is_err() && runtime.connectors().await.unwrap().is_empty());
    assert_eq!(runtime.install_pinned(&good, &digest.to_uppercase()).await.unwrap().digest, digest);
}

#[tokio::test]
async fn a_missing_file_is_named() {
    let (home, runtime) = runtime(Limits::default()).await;
    let error = runtime.install(&home.path().join("absent.wasm")).await.unwrap_err();
    assert!(error.to_string().contains("absent.wasm"), "{error}");
}

#[tokio::test]
async fn the_confluence_connector_imports_the_contract_and_nothing_else() {
    let (_home, runtime) = runtime(Limits::default()).await;
    let inspection = runtime.inspect(&component("confluence.wasm")).await.unwrap();
    let contract = ["blobs", "connection", "http", "log", "manifest", "progress", "types"]
        .map(|interface| format!("connector:plugin/{interface}@0.1.0"));
    for import in &inspection.imports {
        assert!(contract.contains(import), "{import} is not of the contract");
    }
    assert!(runtime.connectors().await.unwrap().is_empty(), "inspecting installs nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_for_wasip2_runs_and_finds_nothing() {
    let site = Site::new().await;
    let connector = site.runtime.install(&component("guests/wasip2.wasm")).await.unwrap();
    let imports = site.runtime.inspect(&component("guests/wasip2.wasm")).await.unwrap().imports;
    assert!(imports.iter().any(|name| name.starts_with("wasi:clocks/")), "{imports:?}");
    assert!(!imports.iter().any(|name| name.starts_with("wasi:filesystem") || name.starts_with("wasi:sockets")));
    let mut draft = draft("plain", &connector.name);
    (draft.auth_type, draft.fields, draft.secrets) = (None, BTreeMap::new(), BTreeMap::new());
    site.runtime.add_connection(draft, true).await.unwrap();
    let connection = site.runtime.connection("plain").await.unwrap();
    let output = connection.action("look-around").unwrap().await.unwrap();
    assert_eq!(output.value, json!({"clock": true, "ticks": true, "variables": 0, "arguments": 0, "map": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_compiled_component_that_was_changed_is_compiled_again() {
    let site = Site::new().await;
    let connection = site.connect("guests/hostile.wasm").await;
    drop(connection);
    let cache = site.home.path().join("cache");
    let compiled = std::fs::read_dir(&cache).unwrap().next().unwrap().unwrap().path();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(compiled.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let good = std::fs::read(&compiled).unwrap();
    for (index, bytes) in [
        {
            let mut bytes = good.clone();
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            bytes
        },
        {
            let mut bytes = good.clone();
            bytes[0] ^= 1;
            bytes
        },
        good[..good.len() / 2].to_vec(),
        Vec::new(),
    ]
    .into_iter()
    .enumerate()
    {
        std::fs::write(&compiled, bytes).unwrap();
        let runtime = Runtime::open(crate::support::settings(&site.simulator, site.home.path())).await.unwrap();
        let output = runtime.connection("acme").await.unwrap().action("behave").unwrap().await.unwrap();
        assert_eq!(output.value, json!({"behaved": true}), "{index}");
        assert_eq!(std::fs::read(&compiled).unwrap().len(), good.len(), "{index}: it was compiled again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installed_component_that_was_changed_is_not_run() {
    let site = Site::new().await;
    let connector = site.runtime.install(&component("guests/hostile.wasm")).await.unwrap();
    site.runtime.add_connection(draft("acme", "hostile"), false).await.unwrap();
    std::fs::remove_dir_all(site.home.path().join("cache")).unwrap();
    let path = site.home.path().join("connectors").join(format!("{}.wasm", connector.digest));
    std::fs::copy(component("guests/wasip2.wasm"), path).unwrap();
    let runtime = Runtime::open(crate::support::settings(&site.simulator, site.home.path())).await.unwrap();
    let error = runtime.connection("acme").await.unwrap().action("behave").unwrap().await.unwrap_err();
    assert!(error.to_string().contains("was changed"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connector_in_use_stays_and_a_removed_one_leaves_nothing() {
    let site = Site::new().await;
    let connection = site.connect("guests/hostile.wasm").await;
    drop(connection);
    let error = site.runtime.remove_connector("hostile").await.unwrap_err();
    assert!(matches!(&error, Error::ConnectorInUse { connections, .. } if connections == &["acme"]), "{error:?}");
    site.runtime.remove_connection("acme").await.unwrap();
    site.runtime.remove_connector("hostile").await.unwrap();
    for folder in ["connectors", "cache", "blobs"] {
        assert_eq!(std::fs::read_dir(site.home.path().join(folder)).unwrap().count(), 0, "{folder}");
    }
    assert!(matches!(site.runtime.remove_connector("hostile").await, Err(Error::UnknownConnector { .. })));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connector_is_not_replaced_by_one_that_sends_credentials_elsewhere() {
    let site = Site::new().await;
    let connection = site.connect("guests/hostile.wasm").await;
    let bytes = std::fs::read(component("guests/hostile.wasm")).unwrap();
    let (here, there) = (b"https://{subdomain}.atlassian.net", b"https://{subdomain}.atlassian.org");
    let place = bytes.windows(here.len()).position(|window| window == here).unwrap();
    let mut other = bytes.clone();
    other[place..place + there.len()].copy_from_slice(there);
    let path = site.home.path().join("other.wasm");
    std::fs::write(&path, other).unwrap();
    let error = site.runtime.install(&path).await.unwrap_err();
    assert!(matches!(&error, Error::DestinationsChanged { connections, .. } if connections == &["acme"]), "{error:?}");
    connection.action("behave").unwrap().await.unwrap();
    site.runtime.install(&component("guests/hostile.wasm")).await.unwrap();
    site.runtime.remove_connection("acme").await.unwrap();
    site.runtime.install(&path).await.unwrap();
}
