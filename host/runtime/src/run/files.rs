//! Files that the caller of an action gave, and whether a run that goes on later finds them as they were.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::KeptRun;
use crate::Error;
use crate::error::file;

/// A file that the caller gave for a field of the input.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GivenFile {
    pub(crate) field: String,
    pub(crate) path: PathBuf,
    /// Where it stands below a folder that was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) relative: Option<String>,
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
        Self { field: field.to_owned(), path, relative: None, media_type, content: None }
    }

    /// One that stands there below a folder.
    pub(crate) fn below(self, relative: String) -> Self {
        Self { relative: Some(relative), ..self }
    }
}

/// Notes what is in files now, for a run that may go on later.
pub(super) async fn noted(mut files: Vec<GivenFile>) -> Result<Vec<GivenFile>, Error> {
    for given in &mut files {
        given.content = Some(read(given.path.clone()).await?);
    }
    Ok(files)
}

/// Refuses to go on with a run whose files are not what they were.
pub(super) async fn check(run: &KeptRun) -> Result<(), Error> {
    for given in &run.files {
        let Some(content) = &given.content else { continue };
        // Another size says it without reading all of it.
        let size = std::fs::metadata(&given.path).map_err(file("read", &given.path))?.len();
        if size != content.size || read(given.path.clone()).await? != *content {
            return Err(Error::RunFileChanged { id: run.id.clone(), path: given.path.clone() });
        }
    }
    Ok(())
}

/// Reads a file on a thread where that keeps nobody waiting.
async fn read(path: PathBuf) -> Result<Content, Error> {
    let failed = path.clone();
    let read = tokio::task::spawn_blocking(move || content(&path)).await.unwrap_or_else(|error| Err(error.into()));
    read.map_err(file("read", &failed))
}

fn content(path: &Path) -> io::Result<Content> {
    let (mut hash, mut size) = (Sha256::new(), 0);
    let mut file = File::open(path)?;
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
    Ok(Content { size, sha256: crate::component::hexadecimal(&hash.finalize()) })
}
