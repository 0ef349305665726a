//! An edit of a body's Markdown as an edit of the body.

pub(super) mod carry;
mod hunks;

use std::ops::Range;

use self::hunks::{Hunk, hunks, pairs};
use super::FormatError;
use super::markdown::read::{Block, blocks};
use super::markdown::write::{Part, join, parts};
use super::storage::Document;

/// Brings an edit of a body's Markdown into the body.
///
/// `edited` is what became of `to_markdown(original)`. Blocks that were not touched stay as they are, byte for byte. Of a
/// block that was, those nodes stay that still say the same, and ids and the like go on to what replaces them.
///
/// # Errors
///
/// Says where `original` is not well formed, or where a placeholder in `edited` is not, or has lost its other half.
pub fn rebase(original: &str, edited: &str) -> Result<String, FormatError> {
    let parts = parts(&Document::parse(original)?);
    let edited = edited.replace("\r\n", "\n");
    if edited.trim_end() == join(&parts).trim_end() {
        return Ok(original.to_owned());
    }
    let new = blocks(&edited)?;
    let storage = Rebase { original, parts: &parts, edited: &edited, new: &new }.storage();
    Document::parse(&storage)?;
    Ok(storage)
}

struct Rebase<'a> {
    original: &'a str,
    parts: &'a [Part],
    edited: &'a str,
    new: &'a [Block],
}

impl Rebase<'_> {
    fn storage(&self) -> String {
        let shown: Vec<usize> = (0..self.parts.len()).filter(|at| self.parts[*at].markdown.is_some()).collect();
        let before: Vec<&str> = shown.iter().filter_map(|at| self.parts[*at].markdown.as_deref()).collect();
        let after: Vec<&str> = self.new.iter().map(|block| self.edited[block.range.clone()].trim_end()).collect();
        // What stands in front of the first block that shows.
        let mut out = self.source(0..shown.first().copied().unwrap_or(self.parts.len())).to_owned();
        // With what shows nothing up to the next one that does.
        let with_rest = |index: usize| shown[index]..shown.get(index + 1).copied().unwrap_or(self.parts.len());
        for hunk in hunks(&before, &after) {
            match hunk {
                Hunk::Same(old, _) => out.push_str(self.source(with_rest(old))),
                Hunk::Other(old, new) => {
                    let pairs = pairs(&before[old.clone()], &after[new.clone()]);
                    let taken: Vec<usize> = pairs.iter().flatten().map(|index| old.start + index).collect();
                    for (block, pair) in self.new[new].iter().zip(pairs) {
                        let Some(index) = pair.map(|index| old.start + index) else {
                            out.push_str(&block.storage);
                            continue;
                        };
                        let from = self.source(shown[index]..shown[index] + 1);
                        out.push_str(&carry::carry(from, &block.storage));
                        out.push_str(self.source(shown[index] + 1..with_rest(index).end));
                    }
                    // White space goes with what stood in front of it; empty paragraphs and comments do not.
                    for index in old.filter(|index| taken.binary_search(index).is_err()) {
                        let rest = (shown[index] + 1..with_rest(index).end).map(|part| self.source(part..part + 1));
                        out.extend(rest.filter(|source| !source.trim().is_empty()));
                    }
                }
            }
        }
        out
    }

    fn source(&self, parts: Range<usize>) -> &str {
        match self.parts.get(parts) {
            Some([first, .., last]) => &self.original[first.span.start..last.span.end],
            Some([only]) => &self.original[only.span.clone()],
            _ => "",
        }
    }
}
