//! What machine code is known by: the hashes of its halves, which are made side by side.

use std::fs::File;
use std::io::{Error, Result};
use std::ops::Range;

/// How much is read and hashed at once, in bytes.
const CHUNK: usize = 128 * 1024;

/// The hashes of both halves of some code.
pub(super) type Fingerprint = [blake3::Hash; 2];

/// The fingerprint of code in memory.
pub(super) fn fingerprint(code: &[u8]) -> Fingerprint {
    let (first, second) = code.split_at(middle(code.len()));
    [first, second].map(blake3::hash)
}

/// The fingerprint of a file that holds nothing but code.
///
/// # Errors
/// Where the file cannot be read, or is shorter than `length`.
#[cfg(target_os = "linux")]
pub(super) fn fingerprint_file(file: &File, length: u64) -> Result<Fingerprint> {
    let length = usize::try_from(length).map_err(Error::other)?;
    let middle = middle(length);
    std::thread::scope(|scope| {
        let first = std::thread::Builder::new().spawn_scoped(scope, || hash(file, 0..middle));
        let second = hash(file, middle..length)?;
        let first = match first {
            Ok(first) => first.join().map_err(|_| Error::other("hashing panicked"))?,
            // Where no thread can be had, one after the other.
            Err(_) => hash(file, 0..middle),
        };
        Ok([first?, second])
    })
}

/// Where the second half begins: a whole number of chunks from the start.
fn middle(length: usize) -> usize {
    length / 2 / CHUNK * CHUNK
}

#[cfg(target_os = "linux")]
fn hash(file: &File, mut range: Range<usize>) -> Result<blake3::Hash> {
    use std::os::unix::fs::FileExt;
    let mut hasher = blake3::Hasher::new();
    let mut chunk = vec![0; CHUNK];
    while !range.is_empty() {
        let part = &mut chunk[..range.len().min(CHUNK)];
        file.read_exact_at(part, range.start as u64)?;
        hasher.update(part);
        range.start += part.len();
    }
    Ok(hasher.finalize())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_and_its_bytes_have_one_fingerprint() {
        for length in [0, 1, CHUNK, 2 * CHUNK - 1, 2 * CHUNK, 5 * CHUNK + 7] {
            let code: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&code).unwrap();
            assert_eq!(fingerprint_file(&file, length as u64).unwrap(), fingerprint(&code), "{length}");
            assert!(fingerprint_file(&file, length as u64 + 1).is_err(), "{length}");
        }
    }
}
