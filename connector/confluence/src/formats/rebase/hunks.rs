//! What became of a row of texts.

use std::ops::Range;

use serde_json::{Map, Value};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A part of two rows.
pub(super) enum Hunk {
    /// One text that is in both, by its place in the old and in the new row.
    Same(usize, usize),
    /// What stands in place of what. Either may be empty.
    Other(Range<usize>, Range<usize>),
}

/// Compares two rows of texts.
pub(super) fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let mut out = Vec::new();
    let (mut old_end, mut new_end) = (0, 0);
    for (old, new) in same(old, new) {
        push(&mut out, old_end..old, new_end..new);
        out.push(Hunk::Same(old, new));
        (old_end, new_end) = (old + 1, new + 1);
    }
    push(&mut out, old_end..old.len(), new_end..new.len());
    out
}

fn push(out: &mut Vec<Hunk>, old: Range<usize>, new: Range<usize>) {
    if !old.is_empty() || !new.is_empty() {
        out.push(Hunk::Other(old, new));
    }
}

/// The places of what is the same, in order. Only texts that are in both rows are compared in their order: what was
/// written anew would cost as much as the square of its length.
fn same(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    // Texts and their numbers: a map of another kind would take its own room in a component.
    let mut numbers: Map<String, Value> = Map::new();
    for text in old {
        let next = numbers.len();
        numbers.entry(*text).or_insert_with(|| next.into());
    }
    let mut is_in_new = vec![false; numbers.len()];
    let numbered = |row: &[&str]| -> Vec<(usize, usize)> {
        let number = |text: &str| usize::try_from(numbers.get(text)?.as_u64()?).ok();
        row.iter().enumerate().filter_map(|(at, text)| Some((at, number(text)?))).collect()
    };
    let (mut old, new) = (numbered(old), numbered(new));
    for (_, number) in &new {
        is_in_new[*number] = true;
    }
    old.retain(|(_, number)| is_in_new[*number]);
    let (old_places, old_numbers): (Vec<usize>, Vec<usize>) = old.into_iter().unzip();
    let (new_places, new_numbers): (Vec<usize>, Vec<usize>) = new.into_iter().unzip();
    let mut out = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &old_numbers, &new_numbers) {
        if let DiffOp::Equal { old_index, new_index, len } = operation {
            out.extend((0..len).map(|step| (old_places[old_index + step], new_places[new_index + step])));
        }
    }
    out
}

/// How many pairs of old and new are compared at most; beyond that nothing is taken for another.
const COMPARED: usize = 10_000;

/// Which of the old texts each of the new ones came from. Order is kept.
pub(super) fn pairs(old: &[&str], new: &[&str]) -> Vec<Option<usize>> {
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
