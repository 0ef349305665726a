//! An edit of a body's Markdown as an edit of the body.

pub(super) mod carry;

use std::collections::BTreeMap;
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
        for operation in differences(&before, &after) {
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

/// What happened to a row of texts.
fn differences(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    // Numbers for texts, so that each is looked at once.
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let [old, new] = [old, new].map(|texts| {
        let mut number = |text| {
            let next = numbers.len();
            *numbers.entry(text).or_insert(next)
        };
        texts.iter().map(|text| number(*text)).collect::<Vec<usize>>()
    });
    capture_diff_slices(Algorithm::Patience, &old, &new)
}

/// How many pairs of old and new are compared at most; beyond that nothing is taken for another.
const COMPARED: usize = 10_000;

/// Which of the old texts each of the new ones came from. Order is kept.
fn pairs(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
    if old.len() == new.len() {
        return (0..old.len()).map(Some).collect();
    }
    if old.len() * new.len() > COMPARED {
        return vec![None; new.len()];
    }
    let [old, new] = [old, new].map(|texts| texts.iter().map(|text| words(text)).collect::<Vec<_>>());
    let likeness: Vec<Vec<f64>> = new.iter().map(|new| old.iter().map(|old| likeness(old, new)).collect()).collect();
    let mut next = 0;
    let mut found = Vec::new();
    for (index, row) in likeness.iter().enumerate() {
        let likely = (next..old.len()).max_by(|left, right| row[*left].total_cmp(&row[*right]).then(right.cmp(left)));
        // One that a later text is more like is left to it.
        let pair =
            likely.filter(|at| row[*at] >= 0.4 && !likeness[index + 1..].iter().any(|later| later[*at] > row[*at]));
        next = pair.map_or(next, |at| at + 1);
        found.push(pair);
    }
    found
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.split_whitespace().take(400).map(str::to_owned).collect();
    words.sort_unstable();
    words
}

/// How many words of two texts are the same, from none (0) to all (1).
fn likeness(left: &[String], right: &[String]) -> f64 {
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
