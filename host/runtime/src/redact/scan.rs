use super::{Redactor, unescaped};

/// How many bytes a letter takes at most where it stands as an escape of JSON.
const ESCAPE: usize = 6;

/// Looks for secrets in bytes that come piece by piece.
pub(crate) struct Scan<'r> {
    redactor: &'r Redactor,
    /// The end of what came before, in which a secret may have begun.
    held: Vec<u8>,
    overlap: usize,
}

impl<'r> Scan<'r> {
    pub(crate) fn new(redactor: &'r Redactor) -> Self {
        let longest = redactor.0.as_ref().map_or(0, aho_corasick::AhoCorasick::max_pattern_len);
        Self { redactor, held: Vec::new(), overlap: longest * ESCAPE }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_idle(&self) -> bool {
        self.redactor.0.is_none()
    }

    /// Whether a secret ends in this piece.
    pub(crate) fn finds(&mut self, piece: &[u8]) -> bool {
        self.held.extend_from_slice(piece);
        if self.redactor.finds(&self.held) || unescaped(&self.held).is_some_and(|text| self.redactor.finds(&text)) {
            return true;
        }
        self.held.drain(..self.held.len().saturating_sub(self.overlap));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_wherever_pieces_end() {
        let redactor = Redactor::new(["a secret value"]);
        for text in ["…a secret value…", r"\u0061\u0020secret v\u0061lue"] {
            for length in 1..text.len() {
                let mut scan = Scan::new(&redactor);
                assert!(text.as_bytes().chunks(length).any(|piece| scan.finds(piece)), "{text} by {length}");
            }
        }
    }

    #[test]
    fn what_holds_no_secret_is_let_through() {
        let redactor = Redactor::new(["a secret value"]);
        let mut scan = Scan::new(&redactor);
        let text = "a secret valu \\u0061 a secret".repeat(100);
        assert!(!text.as_bytes().chunks(7).any(|piece| scan.finds(piece)));
        assert!(scan.held.len() <= scan.overlap);
    }
}
