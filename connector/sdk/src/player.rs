//! Plays recorded cases against a connector natively: no component, no host, no network.
//!
//! A case is one JSON file, `<action>.json` or `<action>.<variant>.json`: an input, the exchanges with the service in
//! order, and the output or error. A request that the case does not expect fails it, and so does one that never came.

mod case;
mod replay;

use std::path::{Path, PathBuf};

pub use case::{Case, CaseBlob, CaseError, Exchange, FormPart, Seen};
pub use replay::Replay;

use crate::Connector;

/// Plays every case of a folder, and checks that every action has one.
///
/// # Panics
/// With everything that went otherwise than recorded.
pub fn play<C: Connector>(folder: impl AsRef<Path>) {
    let cases = read_folder(folder.as_ref());
    let mut faults = Vec::new();
    for entry in C::ACTIONS {
        if !cases.iter().any(|(_, case)| case.action == entry.name) {
            faults.push(format!("{}: no case", entry.name));
        }
    }
    for (path, case) in &cases {
        for fault in play_case::<C>(case) {
            faults.push(format!("{}: {fault}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Plays one case; what went otherwise than recorded.
pub fn play_case<C: Connector>(case: &Case) -> Vec<String> {
    let replay = Replay::new(case);
    let input = case.input.to_string();
    let result = crate::connector::perform::<C>(&replay, &case.action, &input);
    let mut faults = replay.faults();
    faults.extend(
        case.judge(
            result
                .map(|output| serde_json::from_str(&output.into_text()).unwrap_or_default())
                .map_err(|error| CaseError::of(&error)),
            &replay.items(),
        ),
    );
    faults
}

/// Reads the cases of a folder, sorted by file name.
///
/// # Panics
/// Where the folder or a case cannot be read.
pub fn read_folder(folder: &Path) -> Vec<(PathBuf, Case)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let case = Case::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, case)
        })
        .collect()
}
