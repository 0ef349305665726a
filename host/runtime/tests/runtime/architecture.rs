//! The invariants of ARCHITECTURE.md that a test can hold, read off the source.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The Rust files below a folder of the project, with their text. Lines of tests in the files are left out.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    walk(&root().join(folder), &mut files);
    assert!(!files.is_empty(), "{folder} has sources");
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (path.strip_prefix(root()).unwrap().display().to_string(), code.join("\n"))
        })
        .collect()
}

/// The files of a folder in which one of these words stands, apart from the allowed ones.
fn naming(folder: &str, words: &[&str], allowed: &[&str]) -> Vec<String> {
    sources(folder)
        .into_iter()
        .filter(|(path, _)| !allowed.iter().any(|prefix| path.starts_with(prefix)))
        .filter(|(_, text)| words.iter().any(|word| text.contains(word)))
        .map(|(path, _)| path)
        .collect()
}

fn manifest(folder: &str) -> String {
    let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
    text.split("[dev-dependencies]").next().unwrap_or_default().to_owned()
}

#[test]
fn connectors_and_hosts_share_the_contract_alone() {
    for folder in ["connector/sdk", "connector/confluence", "connector/component"] {
        assert!(!manifest(folder).contains("connector-runtime"), "{folder}");
    }
    for folder in ["host/runtime", "host/cli"] {
        let manifest = manifest(folder);
        assert!(!manifest.contains("connector-sdk") && !manifest.contains("connector-confluence"), "{folder}");
    }
}

#[test]
fn only_one_file_of_a_connector_knows_wit_bindgen() {
    for folder in ["connector/sdk/src", "connector/confluence/src"] {
        let naming = naming(folder, &["wit_bindgen", "generated::"], &["connector/sdk/src/bindings.rs"]);
        assert_eq!(naming, Vec::<String>::new());
    }
    assert!(!manifest("connector/confluence").contains("wit-bindgen"));
}

#[test]
fn only_the_component_module_knows_wasmtime() {
    let allowed = ["host/runtime/src/component.rs", "host/runtime/src/component/"];
    assert_eq!(naming("host/runtime/src", &["wasmtime"], &allowed), Vec::<String>::new());
    assert!(!manifest("host/cli").contains("wasmtime"));
}

#[test]
fn only_egress_opens_connections() {
    let words = ["reqwest", "TcpStream", "UdpSocket", "lookup_host", "hyper::", "hyper_util", "tokio_rustls"];
    let allowed = ["host/runtime/src/egress.rs", "host/runtime/src/egress/"];
    assert_eq!(naming("host/runtime/src", &words, &allowed), Vec::<String>::new());
    assert_eq!(naming("host/cli/src", &words, &[]), Vec::<String>::new());
    for folder in ["host/cli", "connector/sdk", "connector/confluence"] {
        for client in ["reqwest", "hyper", "ureq", "curl", "isahc"] {
            assert!(!manifest(folder).contains(client), "{folder}: {client}");
        }
    }
    assert!(!manifest("host/runtime").contains("reqwest"), "one HTTP client is enough");
    let lints = fs::read_to_string(root().join("clippy.toml")).unwrap();
    for client in ["hyper_util::client::legacy::Client", "reqwest::Client"] {
        assert!(lints.contains(&format!("path = \"{client}\"")), "a second way out is a lint error: {client}");
    }
}

#[test]
fn only_vault_auth_and_the_form_read_a_secret() {
    // The form looks at a secret that is being entered: whether it is empty, is one line and fits its pattern.
    let allowed = ["host/runtime/src/vault/", "host/runtime/src/auth/", "host/runtime/src/form.rs"];
    assert_eq!(naming("host/runtime/src", &["ExposeSecret", "expose_secret"], &allowed), Vec::<String>::new());
    assert_eq!(naming("host/cli/src", &["ExposeSecret", "expose_secret"], &[]), Vec::<String>::new());
}

#[test]
fn the_host_knows_no_connector_by_name() {
    let words = ["confluence", "Confluence", "atlassian", "apiToken", "api-token"];
    for folder in ["host/runtime/src", "host/cli/src"] {
        let found: Vec<String> = sources(folder)
            .into_iter()
            .filter(|(_, text)| {
                // An example of a mapping of origins may name one; nothing decides by it.
                text.lines()
                    .filter(|line| !line.contains("=http://127.0.0.1"))
                    .any(|line| words.iter().any(|word| line.contains(word)))
            })
            .map(|(path, _)| path)
            .collect();
        // A hint may give an example of a mapping; nothing may decide by it.
        let found: Vec<String> =
            found.into_iter().filter(|path| path != "host/runtime/src/egress/connect_to.rs").collect();
        assert_eq!(found, Vec::<String>::new());
    }
}

#[test]
fn no_build_script_exists() {
    for folder in
        ["connector/sdk", "connector/confluence", "connector/component", "host/runtime", "host/cli", "tests/simulator"]
    {
        assert!(!root().join(folder).join("build.rs").exists(), "{folder}");
    }
}

#[test]
fn wasmtime_is_a_patched_version_with_few_features() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let version = lock
        .split("[[package]]")
        .find(|package| package.contains("name = \"wasmtime\"\n"))
        .and_then(|package| package.split("version = \"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .unwrap();
    let version = semver::Version::parse(version).unwrap();
    assert!(version >= semver::Version::new(48, 0, 8) && version.major == 48, "{version}");
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let features = workspace.split("wasmtime = {").nth(1).unwrap().split(']').next().unwrap();
    for feature in ["gc", "threads", "component-model-async", "stack-switching", "profiling", "\"cache\""] {
        assert!(!features.contains(feature), "{feature}");
    }
    assert!(!lock.contains("name = \"wasmtime-wasi-http\""));
}

#[test]
fn every_rule_of_the_contract_names_tests_that_exist() {
    let table = fs::read_to_string(root().join("docs/reference/contract.md")).unwrap();
    let mut code = String::new();
    for folder in ["host/runtime/src", "host/runtime/tests", "host/cli/tests", "connector/sdk/src"] {
        let mut files = Vec::new();
        walk(&root().join(folder), &mut files);
        for file in files {
            code.push_str(&fs::read_to_string(file).unwrap());
        }
    }
    let mut rules = 0;
    for row in table.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let tests = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let names: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "a rule without a test: {row}");
        for name in names {
            assert!(code.contains(&format!("fn {name}(")), "there is no test `{name}`");
        }
        rules += 1;
    }
    assert!(rules > 10);
}

#[test]
fn the_connector_names_the_headers_that_the_host_refuses() {
    let list = |path: &str, name: &str| {
        let text = fs::read_to_string(root().join(path)).unwrap();
        let names = text.split(&format!("const {name}: &[&str] =")).nth(1).unwrap().split("];").next().unwrap();
        names.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let (host, connector) = ("host/runtime/src/egress/headers.rs", "connector/confluence/src/actions/api_request.rs");
    assert_eq!(list(host, "REFUSED"), list(connector, "OF_THE_HOST"));
    assert_eq!(list(host, "REFUSED_PREFIXES"), list(connector, "OF_THE_HOST_PREFIXES"));
}
