//! Saves the files that a run received.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs::{self, File};
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::str::FromStr;

use anyhow::Context as _;
use connector_runtime::Blob;

use crate::failure::Failure;
use crate::printer::Printer;

/// Where received files go.
#[derive(Clone)]
pub(super) enum Target {
    Stdout,
    /// One file of this name.
    File(PathBuf),
    /// A folder, where each has its own name.
    Folder(PathBuf),
}

impl FromStr for Target {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let path = PathBuf::from(text);
        Ok(if text == "-" {
            Self::Stdout
        } else if path.is_dir() || text.ends_with(['/', MAIN_SEPARATOR]) {
            Self::Folder(path)
        } else {
            Self::File(path)
        })
    }
}

/// Saves the files of a run.
pub(super) fn all(blobs: &BTreeMap<String, Blob>, target: Option<&Target>, printer: &Printer) -> Result<(), Failure> {
    let Some(target) = target else {
        if let Some(blob) = blobs.values().next() {
            let name = blob.file_name().unwrap_or("a file");
            printer.warn(format!("`{name}` was received and not saved"));
            printer.hint("Add `--save PATH` for a file, `--save FOLDER/` for its own name, `--save -` to print it");
        }
        return Ok(());
    };
    if blobs.is_empty() {
        printer.warn("no file was received, so none was saved");
    }
    if blobs.len() > 1 && !matches!(target, Target::Folder(_)) {
        return Err(Failure::usage(
            format!("{} files were received and cannot all be saved there", blobs.len()),
            "Give a folder: `--save FOLDER/`",
        ));
    }
    for (id, blob) in blobs {
        match target {
            Target::Stdout => {
                let mut content = File::open(blob.path()).context("failed to read the received file")?;
                io::copy(&mut content, &mut io::stdout().lock()).map_err(Failure::output)?;
            }
            Target::File(path) => save(blob, path, printer)?,
            Target::Folder(folder) => {
                fs::create_dir_all(folder).with_context(|| format!("failed to create `{}`", folder.display()))?;
                let name = blob.file_name().and_then(|name| Path::new(name).file_name()).unwrap_or(id.as_ref());
                save(blob, &free(folder, Path::new(name)), printer)?;
            }
        }
    }
    Ok(())
}

fn save(blob: &Blob, path: &Path, printer: &Printer) -> Result<(), Failure> {
    blob.save(path)?;
    printer.done(format!("saved `{}` ({} bytes)", path.display(), blob.size()));
    Ok(())
}

/// A path in a folder that nothing has yet: `report.pdf`, `report (2).pdf`, …
fn free(folder: &Path, name: &Path) -> PathBuf {
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    let extension = name.extension().map(|extension| format!(".{}", extension.to_string_lossy())).unwrap_or_default();
    let first = folder.join(name);
    let others = (2_u32..).map(|number| folder.join(format!("{stem} ({number}){extension}")));
    std::iter::once(first).chain(others).find(|path| path.symlink_metadata().is_err()).unwrap_or_default()
}
