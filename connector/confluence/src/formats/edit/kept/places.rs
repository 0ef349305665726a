//! Where marks of comments go in a new text: all of them are looked for in one pass.

use std::cmp::Ordering;
use std::ops::Range;

/// How many marks may lie over one another: more would make of a small body a large one.
const OVER_ONE_ANOTHER: u8 = 16;

/// How much is compared before the rest is given up, so that no text takes longer than a call may.
const COMPARED: usize = 200_000_000;

/// Between texts that are not one line. No text has it.
pub(super) const BREAK: char = '\0';

/// The first place of each text among characters, with its number among the texts; in the order of the places, and of
/// those that begin together the longest first.
///
/// All white space is alike. No place begins or ends where `is_cut` says so.
pub(super) fn places(
    characters: &[char],
    texts: &[String],
    is_cut: &dyn Fn(usize) -> bool,
) -> Vec<(Range<usize>, usize)> {
    let mut wanted: Vec<Wanted> = Vec::new();
    // By their texts. A map of its own kind would be a large part of a component.
    let mut sorted: Vec<usize> = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let text: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
        match sorted.binary_search_by(|index| wanted[*index].text.cmp(&text)) {
            _ if text.is_empty() => {}
            Ok(at) => wanted[sorted[at]].numbers.push(number),
            Err(at) => {
                sorted.insert(at, wanted.len());
                wanted.push(Wanted { text, numbers: vec![number], within: None });
            }
        }
    }
    for pair in sorted.windows(2) {
        let mut within = Some(pair[0]);
        while let Some(other) = within.filter(|other| !wanted[pair[1]].text.starts_with(&wanted[*other].text)) {
            within = wanted[other].within;
        }
        wanted[pair[1]].within = within;
    }
    let (text, from) = collapsed(characters);
    let mut depth = vec![0_u8; text.len()];
    let mut left = COMPARED;
    let mut found = Vec::new();
    for at in 0..text.len() {
        if left == 0 {
            break;
        }
        let behind = sorted.partition_point(|index| wanted[*index].compare(&text[at..], &mut left).0.is_le());
        // What the text begins with begins all that is sorted in between, too.
        let mut next = behind.checked_sub(1).map(|behind| sorted[behind]);
        while let Some(index) = next.filter(|_| left > 0) {
            let (_, fits) = wanted[index].compare(&text[at..], &mut left);
            next = wanted[index].within;
            let end = at + wanted[index].text.len();
            if !fits || is_cut(from[at]) || is_cut(from[end - 1] + 1) {
                continue;
            }
            while !wanted[index].numbers.is_empty() && !depth[at..end].contains(&OVER_ONE_ANOTHER) {
                depth[at..end].iter_mut().for_each(|depth| *depth += 1);
                found.push((from[at]..from[end - 1] + 1, wanted[index].numbers.remove(0)));
            }
        }
    }
    found
}

/// A text that is looked for.
struct Wanted {
    text: Vec<char>,
    /// Its numbers that have no place yet.
    numbers: Vec<usize>,
    /// The longest other text that it begins with.
    within: Option<usize>,
}

impl Wanted {
    /// How it is sorted beside a text, and whether that begins with it.
    fn compare(&self, text: &[char], left: &mut usize) -> (Ordering, bool) {
        let same = self.text.iter().zip(text).take_while(|(own, other)| own == other).count();
        *left = left.saturating_sub(same + 1);
        (self.text.get(same).cmp(&text.get(same)), same == self.text.len())
    }
}

/// The characters with one space for all white space that stands together, and where each begins.
fn collapsed(characters: &[char]) -> (Vec<char>, Vec<usize>) {
    let mut text = Vec::with_capacity(characters.len());
    let mut from = Vec::with_capacity(characters.len());
    for (at, character) in characters.iter().enumerate() {
        let character = if character.is_whitespace() { ' ' } else { *character };
        if character != ' ' || text.last() != Some(&' ') {
            text.push(character);
            from.push(at);
        }
    }
    (text, from)
}
