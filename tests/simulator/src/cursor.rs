//! Opaque cursors, made of characters that a client must percent-encode.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// Encodes as `++//`, so that every cursor has characters that a careless query spoils.
const PREFIX: [u8; 3] = [0xfb, 0xef, 0xff];
/// The checksum's length; it makes the whole 25 bytes long, and the cursor end in `==`.
const CHECK: usize = 6;
const LENGTH: usize = PREFIX.len() + 8 + 8 + CHECK;

/// Marks a place in a list: behind a row, or at an offset if that row went away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The id of the last row that was returned.
    pub(crate) last: u64,
    /// How many rows were returned so far.
    pub(crate) offset: u64,
}

impl Cursor {
    /// Returns the cursor as base64 with padding; it always contains `+`, `/` and `=`.
    pub(crate) fn encode(self) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend_from_slice(&PREFIX);
        bytes.extend_from_slice(&self.last.to_be_bytes());
        bytes.extend_from_slice(&self.offset.to_be_bytes());
        let check = Sha256::digest(&bytes);
        bytes.extend_from_slice(&check[..CHECK]);
        STANDARD.encode(bytes)
    }

    /// Reads a cursor back; anything that `encode` did not return is refused.
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok().filter(|bytes| bytes.len() == LENGTH)?;
        let number = |from: usize| {
            let eight: [u8; 8] = bytes.get(from..from + 8)?.try_into().ok()?;
            Some(u64::from_be_bytes(eight))
        };
        let cursor = Self { last: number(PREFIX.len())?, offset: number(PREFIX.len() + 8)? };
        (cursor.encode() == text).then_some(cursor)
    }

    /// Finds where a list of ids goes on.
    pub(crate) fn resume(self, ids: &[u64]) -> usize {
        match ids.iter().position(|id| *id == self.last) {
            Some(position) => position + 1,
            // Rather a row twice than a row missed: the list lost at least the one row.
            None => usize::try_from(self.offset).unwrap_or(usize::MAX).saturating_sub(1).min(ids.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn contains_every_awkward_character_and_round_trips() {
        let cursor = Cursor { last: 131_080, offset: 250 };
        let text = cursor.encode();
        assert!(text.contains('+') && text.contains('/') && text.ends_with("=="), "{text}");
        assert_eq!(Cursor::decode(&text), Some(cursor));
    }

    #[test]
    fn refuses_a_changed_cursor() {
        let text = Cursor { last: 131_080, offset: 250 }.encode();
        assert_eq!(Cursor::decode(&text.replace('+', " ")), None);
        assert_eq!(Cursor::decode(&text.replacen('A', "B", 1)), None);
        assert_eq!(Cursor::decode(""), None);
    }

    #[test]
    fn resumes_behind_the_last_row_even_if_others_went_away() {
        let cursor = Cursor { last: 30, offset: 3 };
        assert_eq!(cursor.resume(&[10, 20, 30, 40]), 3);
        assert_eq!(cursor.resume(&[20, 30, 40]), 2);
        assert_eq!(cursor.resume(&[10, 20, 40]), 2);
    }
}
