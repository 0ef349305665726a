//! The manifest, its schemas and its routes as files under `schemas/`, so that a change of them shows in a review.

#![expect(clippy::unwrap_used, reason = "what panics here fails a test")]

mod manifest_json;
mod oauth2_json;
mod reference;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use connector_confluence::Confluence;
use connector_sdk::ManifestAction;
use connector_sdk::serde_json::{Value, to_string_pretty};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas");

#[test]
fn the_files_under_schemas_are_what_the_connector_says() {
    let expected = files();
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        write(&expected);
    }
    let found: BTreeMap<PathBuf, String> = found();
    let differing: Vec<String> = expected
        .keys()
        .chain(found.keys())
        .filter(|path| expected.get(*path) != found.get(*path))
        .map(|path| path.display().to_string())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    assert!(
        differing.is_empty(),
        "out of date under schemas/: {}\nrun UPDATE=1 cargo test -p connector-confluence",
        differing.join(", ")
    );
}

#[test]
fn the_reference_is_what_the_connector_says() {
    let path = Path::new(FOLDER).join("../docs/reference/actions.md");
    let expected = reference::document(&connector_sdk::describe::<Confluence>());
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    let same = expected.lines().zip(found.lines()).take_while(|(expected, found)| expected == found).count();
    assert!(
        expected == found,
        "docs/reference/actions.md is out of date from line {}\nrun UPDATE=1 cargo test -p connector-confluence",
        same + 1
    );
}

/// Every file by its path below `schemas/`.
fn files() -> BTreeMap<PathBuf, String> {
    let manifest = connector_sdk::describe::<Confluence>();
    let mut files = BTreeMap::new();
    let mut actions = Vec::new();
    for action in &manifest.actions {
        actions.push(line(action));
        files.insert(
            Path::new("confluence/actions").join(format!("{}.json", action.name)),
            pretty(&manifest_json::schemas(action)),
        );
    }
    files.insert("actions.txt".into(), actions.concat());
    files.insert("confluence/manifest.json".into(), pretty(&without_schemas(manifest_json::manifest(&manifest))));
    files
}

/// All but the schemas of an action, in one line.
fn line(action: &ManifestAction) -> String {
    let routes: Vec<String> = action.routes.iter().map(manifest_json::route_line).collect();
    let mut how = vec![manifest_json::effect(action.effect)];
    how.extend(action.repeatable.then_some("repeatable"));
    how.extend(action.resumable.then_some("resumable"));
    let mut parts = vec![action.name.clone(), action.group.clone(), how.join(" ")];
    parts.push(reference::deployments(&action.when).join(", "));
    parts.extend(action.deprecated.as_ref().map(|why| format!("deprecated: {why}")));
    parts.push(routes.join(", "));
    parts.join("  ") + "\n"
}

/// The schemas of each action stand in its own file.
fn without_schemas(mut manifest: Value) -> Value {
    for action in manifest["actions"].as_array_mut().unwrap() {
        let action = action.as_object_mut().unwrap();
        action.retain(|name, _| !name.ends_with("Schema"));
    }
    manifest
}

fn pretty(value: &Value) -> String {
    to_string_pretty(value).unwrap() + "\n"
}

fn found() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    for folder in ["confluence", "confluence/actions"] {
        let Ok(entries) = fs::read_dir(Path::new(FOLDER).join(folder)) else { continue };
        for entry in entries {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let text = fs::read_to_string(entry.path()).unwrap();
                found.insert(Path::new(folder).join(entry.file_name()), text);
            }
        }
    }
    if let Ok(text) = fs::read_to_string(Path::new(FOLDER).join("actions.txt")) {
        found.insert("actions.txt".into(), text);
    }
    found
}

fn write(expected: &BTreeMap<PathBuf, String>) {
    let folder = Path::new(FOLDER);
    fs::create_dir_all(folder.join("confluence/actions")).unwrap();
    for stale in found().keys().filter(|path| !expected.contains_key(*path)) {
        fs::remove_file(folder.join(stale)).unwrap();
    }
    for (path, text) in expected {
        fs::write(folder.join(path), text).unwrap();
    }
}
