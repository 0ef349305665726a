//! What machine code is known by: the hashes of its halves, which are made side by side.

use std::fs::File;
use std::io::{Error, Result};
use std::ops::Range;

/// How much is copied and hashed at once, in bytes.
const CHUNK: usize = 256 * 1024;

/// The hashes of both halves of some code.
pub(super) type Fingerprint = [blake3::Hash; 2];

/// The fingerprint of code in memory.
pub(super) fn fingerprint(code: &[u8]) -> Fingerprint {
    let (first, second) = code.split_at(middle(code.len()));
    [first, second].map(blake3::hash)
}

/// Copies code from a file into memory, and tells the fingerprint of what was written there.
///
/// Each half by a thread of its own, piece by piece: to hash it takes as long as to copy it, and memory of a processor that
/// holds a piece already is the fastest to take it from.
///
/// # Errors
/// Where the file cannot be read, or ends before `length` bytes of code.
#[cfg(target_os = "linux")]
pub(super) fn copy(artifact: &File, begins: u64, length: u64, memory: &File) -> Result<Fingerprint> {
    let length = usize::try_from(length).map_err(Error::other)?;
    let copy_half = |range: &Range<usize>| copy_part(artifact, begins, range.clone(), memory);
    let (first, second) = (0..middle(length), middle(length)..length);
    std::thread::scope(|scope| {
        let beside = std::thread::Builder::new().spawn_scoped(scope, || copy_half(&first));
        let second = copy_half(&second)?;
        let first = match beside {
            Ok(first) => first.join().map_err(|_| Error::other("copying panicked"))?,
            // Where no thread can be had, one after the other.
            Err(_) => copy_half(&first),
        };
        Ok([first?, second])
    })
}

/// Where the second half begins: a whole number of chunks from the start.
fn middle(length: usize) -> usize {
    length / 2 / CHUNK * CHUNK
}

#[cfg(target_os = "linux")]
fn copy_part(artifact: &File, begins: u64, mut range: Range<usize>, memory: &File) -> Result<blake3::Hash> {
    use std::os::unix::fs::FileExt;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; CHUNK.min(range.len())];
    while !range.is_empty() {
        let part = &mut chunk[..range.len().min(CHUNK)];
        artifact.read_exact_at(part, begins + range.start as u64)?;
        hasher.update(part);
        memory.write_all_at(part, range.start as u64)?;
        range.start += part.len();
    }
    Ok(hasher.finalize())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    #[test]
    fn a_copy_has_the_bytes_and_the_fingerprint_of_the_code() {
        for length in [0, 1, CHUNK, 2 * CHUNK - 1, 2 * CHUNK, 5 * CHUNK + 7] {
            let code: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let mut artifact = tempfile::tempfile().unwrap();
            artifact.write_all(b"tag").unwrap();
            artifact.write_all(&code).unwrap();
            let mut memory = tempfile::tempfile().unwrap();
            let copied = copy(&artifact, 3, length as u64, &memory).unwrap();
            assert_eq!(copied, fingerprint(&code), "{length}");
            let mut bytes = Vec::new();
            memory.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes, code, "{length}");
            assert!(copy(&artifact, 3, length as u64 + 1, &memory).is_err(), "{length}");
        }
    }
}
