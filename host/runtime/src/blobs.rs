//! Files of one run: what its input names and what it received. A connector knows them by id alone.

pub(crate) mod folder;
mod given;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempPath;

pub(crate) use self::given::{FileIdentity, open};
use crate::Error;
use crate::error::file;

/// Where the content of a blob is. Clones share a received file, which goes with the last of them.
#[derive(Clone, Debug)]
pub(crate) struct BlobSource {
    pub(crate) content: Content,
    pub(crate) file_name: Option<String>,
    /// Where it stands below a folder that the caller gave, with `/`.
    pub(crate) relative: Option<String>,
    pub(crate) media_type: Option<String>,
    /// In bytes.
    pub(crate) size: u64,
}

#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A file of the caller, left as it is, and which it must be where it was found in a folder.
    Given { path: PathBuf, found: Option<FileIdentity> },
    /// A file that was received.
    Received(Arc<TempPath>),
}

impl BlobSource {
    pub(crate) fn path(&self) -> &Path {
        match &self.content {
            Content::Given { path, .. } => path,
            Content::Received(path) => path,
        }
    }

    /// Opens it, to be read from its beginning.
    ///
    /// # Errors
    /// [`InvalidData`](std::io::ErrorKind::InvalidData) where it was found in a folder and is another one by now.
    pub(crate) async fn open(&self) -> std::io::Result<tokio::fs::File> {
        let Content::Given { path, found } = self.content.clone() else {
            return tokio::fs::File::open(self.path()).await;
        };
        let opened = tokio::task::spawn_blocking(move || open(&path, found)).await;
        opened.unwrap_or_else(|error| Err(error.into())).map(tokio::fs::File::from_std)
    }

    /// Whether the service sent it.
    pub(crate) fn is_received(&self) -> bool {
        matches!(self.content, Content::Received(_))
    }
}

/// A file that an action received.
///
/// It is deleted when this is dropped, unless it was saved.
#[derive(Clone, Debug)]
pub struct Blob {
    source: BlobSource,
}

impl Blob {
    /// The name that the service gave it, without a folder.
    pub fn file_name(&self) -> Option<&str> {
        self.source.file_name.as_deref()
    }

    /// Its media type, such as `image/png`.
    pub fn media_type(&self) -> Option<&str> {
        self.source.media_type.as_deref()
    }

    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.source.size
    }

    /// Where its content is, as long as this exists.
    pub fn path(&self) -> &Path {
        self.source.path()
    }

    /// Copies it to a path; nothing is left there if that fails.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(file("write", path))?;
        let mut content = std::fs::File::open(self.path()).map_err(file("read", self.path()))?;
        std::io::copy(&mut content, &mut temporary).map_err(file("write", path))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is private; a saved one gets the mode that a new file would have, as far as it is known.
            let _ = temporary.as_file().set_permissions(std::fs::Permissions::from_mode(0o644));
        }
        temporary.persist(path).map(drop).map_err(|error| file("write", path)(error.error))
    }
}

/// The blobs that one run may use.
pub(crate) struct Blobs {
    folder: PathBuf,
    known: Mutex<BTreeMap<String, BlobSource>>,
    limit: usize,
}

impl Blobs {
    pub(crate) fn new(folder: PathBuf, limit: usize) -> Self {
        Self { folder, known: Mutex::default(), limit }
    }

    /// The folder that received files are written to.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many there may be.
    pub(crate) fn limit(&self) -> usize {
        self.limit
    }

    /// Whether no further blob fits.
    pub(crate) fn is_full(&self) -> bool {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).len() >= self.limit
    }

    /// Makes a file of the caller known, which must be the one that was found where that is known; its id.
    pub(crate) fn give(
        &self,
        path: &Path,
        found: Option<FileIdentity>,
        relative: Option<String>,
        media_type: Option<String>,
    ) -> Result<String, Error> {
        let opened = open(path, found).and_then(|opened| opened.metadata());
        let metadata = opened.map_err(file("read", path))?;
        let source = BlobSource {
            content: Content::Given { path: path.to_owned(), found },
            file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
            relative,
            media_type,
            size: metadata.len(),
        };
        self.insert(source).ok_or_else(|| {
            let message = format!("a run takes {} files at most", self.limit);
            let source = std::io::Error::new(std::io::ErrorKind::QuotaExceeded, message);
            Error::File { doing: "give", path: path.to_owned(), source }
        })
    }

    /// Makes a received file known; its id, or none where there are too many.
    pub(crate) fn receive(&self, source: BlobSource) -> Option<String> {
        self.insert(source)
    }

    fn insert(&self, source: BlobSource) -> Option<String> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= self.limit {
            return None;
        }
        let id = format!("blob-{}", known.len() + 1);
        known.insert(id.clone(), source);
        Some(id)
    }

    pub(crate) fn get(&self, id: &str) -> Option<BlobSource> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// The blobs that were received, by id.
    pub(crate) fn received(&self) -> BTreeMap<String, Blob> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .iter()
            .filter(|(_, source)| source.is_received())
            .map(|(id, source)| (id.clone(), Blob { source: source.clone() }))
            .collect()
    }
}
