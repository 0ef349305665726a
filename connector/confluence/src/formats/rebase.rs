//! An edit of a body's Markdown as an edit of the body.

mod carry;

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

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
        for operation in capture_diff_slices(Algorithm::Patience, &before, &after) {
            match operation {
                DiffOp::Equal { old_index, len, .. } => {
                    (old_index..old_index + len).for_each(|index| out.push_str(self.source(with_rest(index))));
                }
                DiffOp::Delete { .. } => {}
                DiffOp::Insert { new_index, new_len, .. } => {
                    self.new[new_index..new_index + new_len].iter().for_each(|block| out.push_str(&block.storage));
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    let old = &before[old_index..old_index + old_len];
                    let pairs = pairs(old, &after[new_index..new_index + new_len]);
                    for (block, pair) in self.new[new_index..new_index + new_len].iter().zip(pairs) {
                        match pair.map(|index| old_index + index) {
                            None => out.push_str(&block.storage),
                            Some(index) => {
                                let from = self.source(shown[index]..shown[index] + 1);
                                out.push_str(&carry::carry(from, &block.storage));
                                out.push_str(self.source(shown[index] + 1..with_rest(index).end));
                            }
                        }
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

/// Which of the old blocks each of the new ones came from. Order is kept.
fn pairs(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    if old.len() == new.len() {
        return (0..old.len()).map(Some).collect();
    }
    let mut next = 0;
    let mut found = Vec::new();
    for (index, block) in new.iter().enumerate() {
        let likely = (next..old.len()).map(|at| (likeness(old[at], block), at));
        let best = likely.max_by(|left, right| left.0.total_cmp(&right.0).then(right.1.cmp(&left.1)));
        // As many old ones as there are new ones left must remain for them only where they fit better.
        let pair = best.filter(|(likeness, _)| *likeness >= 0.4).map(|(_, at)| at);
        let pair = pair.filter(|at| !new[index + 1..].iter().any(|later| likeness(old[*at], later) > likeness(old[*at], block)));
        if let Some(at) = pair {
            next = at + 1;
        }
        found.push(pair);
    }
    found
}

/// How much of two blocks is the same, from 0 to 1.
fn likeness(left: &str, right: &str) -> f64 {
    let words = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().take(400).map(str::to_owned).collect();
        words.sort();
        words
    };
    let (left, right) = (words(left), words(right));
    let (mut at, mut other, mut same) = (0, 0, 0_u32);
    while at < left.len() && other < right.len() {
        match left[at].cmp(&right[other]) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => (at, other, same) = (at + 1, other + 1, same + 1),
        }
    }
    let all = u32::try_from(left.len() + right.len()).unwrap_or(u32::MAX).max(1);
    f64::from(2 * same) / f64::from(all)
}
