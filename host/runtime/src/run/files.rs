//! Files that the caller of an action gave, and whether a run that goes on later finds them as they were.

mod stored_path;

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::KeptRun;
use crate::Error;
use crate::blobs::{FileIdentity, open};
use crate::error::file;
use crate::hexadecimal::hexadecimal;

/// A file that the caller gave for a field of the input.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GivenFile {
    pub(crate) field: String,
    #[serde(with = "stored_path")]
    pub(crate) path: PathBuf,
    /// Where it stands below a folder that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) relative: Option<String>,
    /// Which file it is, of one of a folder.
    #[serde(skip)]
    pub(crate) found: Option<FileIdentity>,
    pub(crate) media_type: Option<String>,
    /// What was in it when a run that is kept began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<Content>,
}

/// Tells the content of a file from any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Content {
    /// In bytes.
    size: u64,
    /// SHA-256 in lower-case hexadecimal.
    sha256: String,
}

impl GivenFile {
    pub(crate) fn new(field: &str, path: PathBuf, media_type: Option<String>) -> Self {
        Self { field: field.to_owned(), path, relative: None, found: None, media_type, content: None }
    }

    /// One that stands there below a folder, and is this one.
    pub(crate) fn below(self, relative: String, found: Option<FileIdentity>) -> Self {
        Self { relative: Some(relative), found, ..self }
    }
}

/// Notes what is in files now, for a run that may go on later.
pub(super) async fn noted(mut files: Vec<GivenFile>) -> Result<Vec<GivenFile>, Error> {
    for given in &mut files {
        if !stored_path::can_be_kept(&given.path) {
            let why =
                io::Error::new(io::ErrorKind::InvalidInput, "its path is not Unicode, so that a run cannot keep it");
            return Err(file("keep", &given.path)(why));
        }
        given.content = Some(read(given).await?.0);
    }
    Ok(files)
}

/// The files of a run, as it goes on with them; refuses to where they are not what they were.
pub(super) async fn found_again(run: &KeptRun) -> Result<Vec<GivenFile>, Error> {
    let mut files = run.files.clone();
    for given in &mut files {
        let Some(content) = &given.content else { continue };
        let changed = || Error::RunFileChanged { id: run.id.clone(), path: given.path.clone() };
        // Another size says it without reading all of it.
        let size = std::fs::metadata(&given.path).map_err(file("read", &given.path))?.len();
        if size != content.size {
            return Err(changed());
        }
        let (now, identity) = read(given).await?;
        if now != *content {
            return Err(changed());
        }
        // What was looked at is what is read.
        given.found = identity.filter(|_| given.relative.is_some());
    }
    Ok(files)
}

/// Reads a file on a thread where that keeps nobody waiting.
async fn read(given: &GivenFile) -> Result<(Content, Option<FileIdentity>), Error> {
    let (path, found) = (given.path.clone(), given.found);
    let read = tokio::task::spawn_blocking(move || content(&path, found)).await;
    read.unwrap_or_else(|error| Err(error.into())).map_err(file("read", &given.path))
}

fn content(path: &Path, found: Option<FileIdentity>) -> io::Result<(Content, Option<FileIdentity>)> {
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut file = open(path, found)?;
    let identity = FileIdentity::of(&file.metadata()?);
    let mut piece = vec![0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => {
                hash.update(&piece[..read]);
                size += read as u64;
            }
        }
    }
    Ok((Content { size, sha256: hexadecimal(&hash.finalize()) }, identity))
}
