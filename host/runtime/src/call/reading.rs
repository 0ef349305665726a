//! What a connector reads of its blobs. Whatever their size, only a piece is in memory at once.

use std::io::{self, SeekFrom};
use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::Call;
use crate::blobs::BlobSource;
use crate::limits::Limit;
use crate::redact::Scan;

/// How much is taken from a file at once, in bytes.
const CHUNK: usize = 256 * 1024;

/// What a read costs at least, in bytes: opening a file is not free.
const LEAST: u64 = 4 * 1024;

/// Why a blob could not be read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unread {
    /// The call may use no blob of this id.
    Unknown,
    /// One read takes at most this many bytes.
    TooLong(u32),
    /// What is wrong with it.
    Unreadable(&'static str),
}

impl Call {
    /// At most so many bytes of a blob.
    pub(crate) async fn read_blob(&self, id: &str, offset: u64, length: u32) -> Result<Result<Vec<u8>, Unread>, Limit> {
        let most = self.limits().blob_read_at_once;
        if length > most {
            return Ok(Err(Unread::TooLong(most)));
        }
        let Some(blob) = self.blob(id) else { return Ok(Err(Unread::Unknown)) };
        let length = u64::from(length).min(blob.size.saturating_sub(offset));
        self.count(length)?;
        if let Some(unread) = self.holds_secret(id, &blob).await? {
            return Ok(Err(unread));
        }
        if length == 0 {
            return Ok(Ok(Vec::new()));
        }
        Ok(piece(&blob, offset, length).await.map_err(|error| Unread::of(&error)))
    }

    /// The SHA-256 of a blob in lower-case hexadecimal.
    pub(crate) async fn blob_sha256(&self, id: &str) -> Result<Result<String, Unread>, Limit> {
        let Some(blob) = self.blob(id) else { return Ok(Err(Unread::Unknown)) };
        self.count(blob.size)?;
        if let Some(unread) = self.holds_secret(id, &blob).await? {
            return Ok(Err(unread));
        }
        let mut digest = Sha256::new();
        let through = each_piece(&blob, |piece| {
            digest.update(piece);
            true
        });
        match through.await {
            Ok(()) => Ok(Ok(crate::hexadecimal::hexadecimal(&digest.finalize()))),
            Err(error) => Ok(Err(Unread::of(&error))),
        }
    }

    /// Counts bytes that are read of blobs.
    fn count(&self, bytes: u64) -> Result<(), Limit> {
        let bytes = bytes.max(LEAST);
        let read = self.blob_reads.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if read > self.limits().blob_read_bytes { Err(Limit::BlobReads) } else { Ok(()) }
    }

    /// Why what the service sent is not read, where it echoes a secret. It is looked at as a whole: read piece by piece, no
    /// secret would be found. What the caller gave is the caller's.
    async fn holds_secret(&self, id: &str, blob: &BlobSource) -> Result<Option<Unread>, Limit> {
        if !blob.is_received() {
            return Ok(None);
        }
        let redactor = self.redactor();
        let mut scan = Scan::new(&redactor);
        let generation = self.setup.session.egress.authorization().generation();
        let known = self.scanned.lock().unwrap_or_else(PoisonError::into_inner).get(id) == Some(&generation);
        if known || scan.is_idle() {
            return Ok(None);
        }
        self.count(blob.size)?;
        let mut found = false;
        let through = each_piece(blob, |piece| {
            found = scan.finds(piece);
            !found
        });
        if let Err(error) = through.await {
            return Ok(Some(Unread::of(&error)));
        }
        if found {
            return Ok(Some(Unread::Unreadable("it holds a secret of the connection")));
        }
        self.scanned.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), generation);
        Ok(None)
    }
}

impl Unread {
    /// A connector is not told where the file is.
    fn of(error: &io::Error) -> Self {
        Self::Unreadable(match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => "it has changed since it was given",
            io::ErrorKind::NotFound => "it is not there any more",
            io::ErrorKind::PermissionDenied => "it may not be read",
            _ => "reading it failed",
        })
    }
}

async fn piece(blob: &BlobSource, offset: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut file = blob.open().await?;
    file.seek(SeekFrom::Start(offset)).await?;
    let mut bytes = vec![0; usize::try_from(length).map_err(io::Error::other)?];
    file.read_exact(&mut bytes).await?;
    Ok(bytes)
}

/// Goes through the content of a blob until `take` has enough.
async fn each_piece(blob: &BlobSource, mut take: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
    let mut file = blob.open().await?;
    let mut buffer = vec![0; CHUNK];
    let mut read = 0;
    loop {
        let length = file.read(&mut buffer).await?;
        read += length as u64;
        if length == 0 || read > blob.size {
            break;
        }
        if !take(&buffer[..length]) {
            return Ok(());
        }
    }
    if read == blob.size { Ok(()) } else { Err(io::ErrorKind::InvalidData.into()) }
}
