//! The bytes of an attachment: in memory while they are few, else in an unnamed file.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;
use tempfile::spooled_tempfile;

/// How much of one attachment stays in memory, in bytes.
const IN_MEMORY: usize = 8 * 1024 * 1024;
/// How much is read from a file at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Takes the bytes of an upload as they arrive.
pub(crate) struct Spool {
    file: SpooledTempFile,
    size: u64,
    hash: Sha256,
}

impl Spool {
    /// Starts an empty spool.
    pub(crate) fn new() -> Self {
        Self { file: spooled_tempfile(IN_MEMORY), size: 0, hash: Sha256::new() }
    }

    /// Appends a piece.
    pub(crate) fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.file.write_all(piece)?;
        self.size += piece.len() as u64;
        self.hash.update(piece);
        Ok(())
    }

    /// Returns what was written.
    pub(crate) fn finish(self) -> Blob {
        let place = match self.file.into_inner() {
            tempfile::SpooledData::InMemory(memory) => Place::Memory(memory.into_inner().into()),
            tempfile::SpooledData::OnDisk(file) => Place::Disk(Mutex::new(file)),
        };
        let sha256 = self.hash.finalize().iter().fold(String::new(), |mut digits, byte| {
            // Writing to a string cannot fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        Blob { size: self.size, sha256, place }
    }
}

enum Place {
    Memory(Bytes),
    Disk(Mutex<File>),
}

/// Is the content of one version of an attachment.
pub(crate) struct Blob {
    /// The size in bytes.
    pub(crate) size: u64,
    /// The SHA-256 of the content, in hexadecimal digits.
    pub(crate) sha256: String,
    place: Place,
}

impl fmt::Debug for Blob {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Blob").field("size", &self.size).field("sha256", &self.sha256).finish_non_exhaustive()
    }
}

/// Reads a blob from its start, piece by piece.
pub(crate) struct BlobReader {
    blob: Arc<Blob>,
    offset: u64,
}

impl BlobReader {
    /// Starts at the first byte.
    pub(crate) fn new(blob: Arc<Blob>) -> Self {
        Self { blob, offset: 0 }
    }

    /// Returns the next piece, none at the end.
    pub(crate) fn piece(&mut self) -> io::Result<Option<Bytes>> {
        let piece = match &self.blob.place {
            Place::Memory(bytes) => {
                let from = usize::try_from(self.offset).unwrap_or(usize::MAX).min(bytes.len());
                bytes.slice(from..bytes.len().min(from + PIECE))
            }
            Place::Disk(file) => {
                // Several downloads share the file, so each piece seeks for itself.
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(self.offset))?;
                let mut piece = vec![0; PIECE];
                let length = file.read(&mut piece)?;
                piece.truncate(length);
                piece.into()
            }
        };
        self.offset += piece.len() as u64;
        Ok((!piece.is_empty()).then_some(piece))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{BlobReader, IN_MEMORY, Spool};

    fn round_trip(size: usize) {
        let bytes: Vec<u8> = (0..size).map(|index| u8::try_from(index % 251).unwrap()).collect();
        let mut spool = Spool::new();
        for piece in bytes.chunks(1_000_000) {
            spool.write(piece).unwrap();
        }
        let mut reader = BlobReader::new(Arc::new(spool.finish()));
        let mut back = Vec::new();
        while let Some(piece) = reader.piece().unwrap() {
            back.extend_from_slice(&piece);
        }
        assert!(back == bytes);
    }

    #[test]
    fn keeps_small_and_large_content() {
        round_trip(0);
        round_trip(100_000);
        round_trip(IN_MEMORY + 70_000);
    }
}
